import { AppError } from '#common/ipc/app-error'
import {
  Portal as PortalSchema,
  PortalList as PortalListSchema,
  type Portal,
  type PortalId,
  type PortalList,
} from '#common/portals/portals.contract'
import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { createPortalsService, type PortalsService } from '../../../../../electron/main/portals/portals.service'
import type { PortalsContent, PortalsFile } from '../../../../../electron/main/portals/portals-file'
import { MemorySecretStore } from '../../../../support/memory-secret-store'

const SECRET = 'k3Yt9vQ2mZ8xB1dL'
const SHOP = `https://shop.example.com/rest/7/${SECRET}/`
const OTHER = 'https://other.example.com/rest/7/aaaabbbbccccdddd/'
const ACCOUNT = 'https://shop.example.com/rest/7'
const PRACTICE = { origin: 'http://127.0.0.1:40123', userId: 1, secret: 'practiceSecret1' }

let content: PortalsContent
let diskError: AppError | null
let secrets: MemorySecretStore
let portals: PortalsService
let told: PortalList[]

const file: PortalsFile = {
  read: () => Promise.resolve(structuredClone(content)),
  write(value) {
    if (diskError !== null) return Promise.reject(diskError)
    content = structuredClone(value)
    return Promise.resolve()
  },
}

beforeEach(() => {
  content = { portals: [], currentId: null, accountsToForget: [] }
  diskError = null
  secrets = new MemorySecretStore()
  start()
})

function start(): void {
  let minute = 0
  portals = createPortalsService({ file, secrets, clock: { now: () => Date.UTC(2031, 4, 4, 10, minute++) } })
  told = []
  portals.onChanged(list => told.push(list))
}

/** The next run of the app: the file and the keychain are what stays. */
function restart(): void {
  portals.dispose()
  secrets = secrets.restarted()
  start()
}

async function only(): Promise<Portal> {
  const list = await portals.list()
  expect(list.portals).toHaveLength(1)
  return list.portals[0] as Portal
}

async function rejection(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => new Error('It did not fail'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(AppError)
  return error as AppError
}

describe('adding a portal', () => {
  it('saves it, keeps the secret in the keychain and out of everything else', async () => {
    const portal = await portals.add({ address: `curl '${SHOP}profile.json'` })

    expect(portal).toEqual({
      id: expect.any(String),
      title: 'shop.example.com',
      origin: 'https://shop.example.com',
      userId: 7,
      colour: 'blue',
      isProduction: true,
      isPractice: false,
      secretState: 'keychain',
      secretSavedAt: '2031-05-04T10:00:00.000Z',
    })
    expect([...secrets.keychain]).toEqual([[ACCOUNT, SECRET]])
    expect(JSON.stringify([content, told, await portals.list()])).not.toContain(SECRET)
  })

  it('takes the given title', async () => {
    expect(await portals.add({ address: SHOP, title: 'Shop' })).toMatchObject({ title: 'Shop' })
  })

  // An address pasted into the title's field stood in the list and in a plain file.
  it('keeps the secret out of a title that holds it, also when it is changed', async () => {
    const { id, title } = await portals.add({ address: SHOP, title: SHOP })
    expect(title).toBe('https://shop.example.com/rest/7/***/')

    expect((await portals.change({ id, title: OTHER })).title).toBe('https://other.example.com/rest/7/***/')
    expect(JSON.stringify([content, told])).not.toMatch(new RegExp(`${SECRET}|aaaabbbbccccdddd`))
  })

  it('keeps a title within its length when parts of it are taken out', async () => {
    const title = 'a'.repeat(100)
    await portals.add({ address: 'https://shop.example.com/rest/7/a/', title })

    expect((await portals.list()).portals.every(portal => v.is(PortalSchema, portal))).toBe(true)
  })

  it('gives the colours in turn, and again from the first', async () => {
    const colours = []
    for (let user = 1; user <= 7; user++) {
      const portal = await portals.add({ address: `https://shop.example.com/rest/${user}/${SECRET}/` })
      colours.push(portal.colour)
    }

    expect(colours).toEqual(['blue', 'teal', 'green', 'amber', 'red', 'violet', 'blue'])
  })

  it('is remembered after a restart', async () => {
    const portal = await portals.add({ address: SHOP })
    restart()

    expect(await only()).toEqual(portal)
    expect((await portals.list()).currentId).toBe(portal.id)
  })

  it('that is there already replaces its secret and changes nothing else', async () => {
    const first = await portals.add({ address: SHOP, title: 'Shop' })

    const second = await portals.add({ address: SHOP.replace(SECRET, 'newSecret1234567'), title: 'Another title' })

    expect(second).toEqual({ ...first, secretSavedAt: '2031-05-04T10:01:00.000Z' })
    expect(await only()).toEqual(second)
    expect(secrets.keychain.get(ACCOUNT)).toBe('newSecret1234567')
  })

  it('twice at once saves it once', async () => {
    const [first, second] = await Promise.all([portals.add({ address: SHOP }), portals.add({ address: SHOP })])

    expect(first.id).toBe(second.id)
    await only()
  })

  it.each([
    ['hello', 'no-address'],
    ['http://shop.example.com/rest/7/abc123def/', 'not-https'],
    [`${SHOP} ${OTHER}`, 'several-addresses'],
  ])('is refused with the reason: %s', async (address, reason) => {
    const error = await rejection(portals.add({ address }))

    expect(error).toMatchObject({ code: 'invalid-input', details: { reason } })
    expect(error.message).not.toContain(address)
    expect((await portals.list()).portals).toEqual([])
  })

  it.each(['no-service', 'locked'] as const)(
    'keeps the secret in memory and says so when the keychain is %s',
    async state => {
      secrets.setState(state)

      expect(await portals.add({ address: SHOP })).toMatchObject({ secretState: 'memory' })
      expect((await portals.list()).keychain).toBe(state)
      expect(JSON.stringify(content)).not.toContain(SECRET)

      restart()
      expect(await only()).toMatchObject({ secretState: 'forgotten' })
      const { id } = await only()
      expect(await rejection(portals.addressOf(id))).toMatchObject({
        code: 'keychain',
        details: { reason: 'forgotten' },
      })
    },
  )

  it('leaves no secret behind when the list cannot be written', async () => {
    diskError = new AppError('internal', 'disk')

    expect(await rejection(portals.add({ address: SHOP }))).toBe(diskError)
    expect(secrets.keychain.size).toBe(0)
    expect((await portals.list()).portals).toEqual([])
  })
})

describe('a saved portal', () => {
  let id: Portal['id']

  beforeEach(async () => {
    id = (await portals.add({ address: SHOP })).id
    told.length = 0
  })

  it('changes its title, colour and mark', async () => {
    const changed = await portals.change({ id, title: 'Shop', colour: 'red', isProduction: false })

    expect(changed).toMatchObject({
      title: 'Shop',
      colour: 'red',
      isProduction: false,
      origin: 'https://shop.example.com',
    })
    expect(told.at(-1)?.portals).toEqual([changed])
  })

  it('keeps what a change leaves out', async () => {
    const before = await only()

    expect(await portals.change({ id, title: undefined, colour: 'red' })).toEqual({ ...before, colour: 'red' })
  })

  it('gets a new secret in the place of the old one', async () => {
    const portal = await portals.replaceSecret({ id, address: SHOP.replace(SECRET, 'newSecret1234567') })

    expect(portal).toMatchObject({ id, secretState: 'keychain', secretSavedAt: '2031-05-04T10:01:00.000Z' })
    expect([...secrets.keychain]).toEqual([[ACCOUNT, 'newSecret1234567']])
  })

  it('gets the secret of another employee, and the old one is forgotten', async () => {
    const portal = await portals.replaceSecret({ id, address: SHOP.replace('/7/', '/8/') })

    expect(portal).toMatchObject({ id, userId: 8 })
    expect([...secrets.keychain.keys()]).toEqual(['https://shop.example.com/rest/8'])
  })

  it('takes no secret of another host', async () => {
    expect(await rejection(portals.replaceSecret({ id, address: OTHER }))).toMatchObject({
      code: 'invalid-input',
      details: { reason: 'other-host' },
    })
    expect([...secrets.keychain]).toEqual([[ACCOUNT, SECRET]])
  })

  it('takes no secret that another entry has already', async () => {
    const other = await portals.add({ address: SHOP.replace('/7/', '/8/') })

    expect(await rejection(portals.replaceSecret({ id, address: SHOP.replace('/7/', '/8/') }))).toMatchObject({
      code: 'conflict',
      details: { reason: 'saved-already', portalId: other.id },
    })
  })

  it('goes with its secret', async () => {
    await portals.remove(id)

    expect(await portals.list()).toMatchObject({ portals: [], currentId: null })
    expect(secrets.keychain.size).toBe(0)
    expect(content.accountsToForget).toEqual([])
  })

  it('goes even if the keychain is locked, and its secret goes once it is unlocked', async () => {
    secrets.setState('locked')
    await portals.remove(id)
    expect((await portals.list()).portals).toEqual([])
    expect(secrets.keychain.size).toBe(1)

    restart()
    await portals.list()
    secrets.setState('available')
    await expect.poll(() => content.accountsToForget).toEqual([])
    expect(secrets.keychain.size).toBe(0)
  })

  it('that was removed and added again keeps its new secret', async () => {
    secrets.setState('locked')
    await portals.remove(id)
    await portals.add({ address: SHOP })

    expect(content.accountsToForget).toEqual([])
  })

  // The first use of the keychain after a start made it forget the very secret it had just been given.
  it('that was removed while the keychain was locked, and added again after a restart, keeps its new secret', async () => {
    secrets.setState('locked')
    await portals.remove(id)
    restart()
    await portals.list()

    const added = await portals.add({ address: SHOP })
    secrets.setState('available')
    await portals.choose(added.id)

    expect([...secrets.keychain]).toEqual([[ACCOUNT, SECRET]])
    expect(await only()).toMatchObject({ secretState: 'keychain' })
    expect(content.accountsToForget).toEqual([])
  })

  it('is chosen, and that is remembered', async () => {
    const other = await portals.add({ address: OTHER })
    await portals.choose(other.id)
    restart()

    expect((await portals.list()).currentId).toBe(other.id)
  })

  it('says why the keychain does not give its secret', async () => {
    restart()
    await portals.list()
    secrets.setState('locked')
    await rejection(secrets.use(ACCOUNT, () => undefined))

    expect(await only()).toMatchObject({ secretState: 'locked' })
    expect(told.at(-1)?.portals).toMatchObject([{ secretState: 'locked' }])
  })

  it('is found by its id', async () => {
    expect(await portals.addressOf(id)).toEqual({ origin: 'https://shop.example.com', userId: 7 })
  })

  it('that does not exist is not found', async () => {
    const unknown = { ...(await only()), id: 'unknown' as Portal['id'] }.id

    const works = [
      portals.change({ id: unknown, title: 'x' }),
      portals.replaceSecret({ id: unknown, address: SHOP }),
      portals.remove(unknown),
      portals.choose(unknown),
      portals.addressOf(unknown),
    ]
    expect((await Promise.all(works.map(rejection))).map(({ code }) => code)).toEqual(works.map(() => 'not-found'))
  })

  it('stays as it was when a change cannot be written', async () => {
    const before = await portals.list()
    diskError = new AppError('internal', 'disk')

    expect(await rejection(portals.change({ id, title: 'x' }))).toBe(diskError)
    expect(await portals.list()).toEqual(before)
  })
})

describe('the practice portal', () => {
  it('is there from the first start, and current', async () => {
    const practice = await portals.ensurePractice(PRACTICE)

    expect(practice).toMatchObject({
      isPractice: true,
      isProduction: false,
      secretState: 'memory',
      origin: PRACTICE.origin,
    })
    expect((await portals.list()).currentId).toBe(practice.id)
    expect(await portals.addressOf(practice.id)).toEqual({ origin: PRACTICE.origin, userId: 1 })
  })

  it('leaves nothing of its secret on the disk or in the keychain', async () => {
    await portals.ensurePractice(PRACTICE)

    expect(JSON.stringify(content)).not.toContain(PRACTICE.secret)
    expect(secrets.keychain.size).toBe(0)
  })

  it('is the same one after a restart, at its new address', async () => {
    const before = await portals.ensurePractice(PRACTICE)
    await portals.change({ id: before.id, title: 'Mine' })
    restart()

    const after = await portals.ensurePractice({ ...PRACTICE, origin: 'http://127.0.0.1:50999' })

    expect(after).toEqual({ ...before, title: 'Mine', origin: 'http://127.0.0.1:50999' })
    await only()
  })

  it('does not take the place of the portal that was chosen', async () => {
    await portals.ensurePractice(PRACTICE)
    const shop = await portals.add({ address: SHOP })
    await portals.choose(shop.id)
    restart()
    await portals.ensurePractice(PRACTICE)

    expect((await portals.list()).currentId).toBe(shop.id)
  })

  it('is current again when the current portal is removed', async () => {
    const practice = await portals.ensurePractice(PRACTICE)
    const shop = await portals.add({ address: SHOP })
    await portals.choose(shop.id)

    await portals.remove(shop.id)

    expect((await portals.list()).currentId).toBe(practice.id)
  })

  it('cannot be called before it runs', async () => {
    const { id } = await portals.ensurePractice(PRACTICE)
    restart()

    expect(await rejection(portals.addressOf(id))).toMatchObject({
      code: 'network',
      details: { reason: 'practice-portal-stopped' },
    })
  })

  it('cannot be removed, nor get another secret', async () => {
    const { id } = await portals.ensurePractice(PRACTICE)
    const address = `${PRACTICE.origin}/rest/1/another1secret2/`

    for (const work of [portals.remove(id), portals.replaceSecret({ id, address })]) {
      expect(await rejection(work)).toMatchObject({ code: 'conflict', details: { reason: 'practice-portal' } })
    }
    expect(await portals.add({ address })).toMatchObject({ id })
    expect(await secrets.use(`${PRACTICE.origin}/rest/1`, secret => secret === PRACTICE.secret)).toBe(true)
  })

  it('can be used even if the list cannot be written', async () => {
    diskError = new AppError('internal', 'disk')

    expect(await rejection(portals.ensurePractice(PRACTICE))).toBe(diskError)
    expect(await only()).toMatchObject({ isPractice: true })
  })
})

describe('a portal whose links lead nowhere any more', () => {
  let gone: PortalId[]
  beforeEach(() => {
    gone = []
    portals.onGone(id => gone.push(id))
  })

  it('is told of when it was removed, and not when the removal was refused', async () => {
    const { id } = await portals.add({ address: SHOP })
    const practice = await portals.ensurePractice(PRACTICE)
    await rejection(portals.remove(practice.id))
    expect(gone).toEqual([])

    await portals.remove(id)
    expect(gone).toEqual([id])
  })

  it('is the practice portal on another port', async () => {
    const { id } = await portals.ensurePractice(PRACTICE)
    await portals.ensurePractice(PRACTICE)
    expect(gone).toEqual([])

    await portals.ensurePractice({ ...PRACTICE, origin: 'http://127.0.0.1:50999' })
    expect(gone).toEqual([id])
  })
})

describe('what the window is told', () => {
  it('fits the contract after every change', async () => {
    const { id } = await portals.add({ address: SHOP })
    await portals.choose(id)
    await portals.remove(id)

    expect(told.length).toBeGreaterThanOrEqual(3)
    for (const list of told) expect(v.is(PortalListSchema, list)).toBe(true)
  })

  it('includes the state of the keychain when that changes', async () => {
    await portals.list()
    secrets.setState('waiting')

    expect(told.at(-1)?.keychain).toBe('waiting')
  })

  it('stops when the listener is taken away', async () => {
    const lists: PortalList[] = []
    portals.onChanged(list => lists.push(list))()

    await portals.add({ address: SHOP })

    expect(lists).toEqual([])
  })
})
