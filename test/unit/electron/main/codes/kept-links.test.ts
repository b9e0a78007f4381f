import type { PortalId } from '#common/portals/portals.contract'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createKeptLinks, type KeptLink, type KeptLinks } from '../../../../../electron/main/codes/kept-links'
import type { FileTrouble } from '#common/storage/file-trouble'

const SHOP = 'shop' as PortalId
const TEST = 'test' as PortalId
const ACCESS = '99887766554433221100ffeeddccbbaa'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-kept-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const file = () => join(folder, 'payment-links.json')

function link(paymentId: number, changes: Partial<KeptLink> = {}): KeptLink {
  return {
    portalId: SHOP,
    paymentId,
    url: `https://pay.example/pub/site/3/pay/?orderId=8&access=${ACCESS}&paymentId=${String(paymentId)}`,
    shortUrl: `https://pay.example/~k${String(paymentId)}`,
    fetchedAt: '2026-05-04T08:00:00.000Z',
    isTargetProven: true,
    ...changes,
  }
}

function start(mostKept?: number) {
  const troubles: FileTrouble[] = []
  const changes: PortalId[] = []
  const kept = createKeptLinks({
    folder,
    onTrouble: trouble => troubles.push(trouble),
    changed: portalId => changes.push(portalId),
    ...(mostKept === undefined ? {} : { mostKept }),
  })
  return { kept, troubles, changes }
}

async function idsOf(kept: KeptLinks, portalId = SHOP): Promise<number[]> {
  return (await kept.list(portalId)).map(({ paymentId }) => paymentId)
}

describe('kept links', () => {
  it('are not kept of a portal that was removed while they were under way', async () => {
    const { kept } = start()
    kept.keepOnly([SHOP, TEST])
    await kept.keep([link(1), link(1, { portalId: TEST })])
    kept.keepOnly([TEST])
    await kept.removeAll(SHOP)
    await kept.keep([link(2), link(2, { portalId: TEST })])
    expect(await idsOf(kept)).toEqual([])
    expect(await idsOf(kept, TEST)).toEqual([2, 1])
    expect(await readFile(file(), 'utf8')).not.toContain('"shop"')
  })

  it('are there after a restart, the newest first, each with its portal', async () => {
    const { kept } = start()
    await kept.keep([link(1), link(2)])
    await kept.keep([link(1, { portalId: TEST })])
    const { kept: again } = start()
    expect(await idsOf(again)).toEqual([2, 1])
    expect(await idsOf(again, TEST)).toEqual([1])
    expect(await again.get({ portalId: SHOP, paymentId: 2 })).toEqual(link(2))
  })

  it('have one place for each payment of a portal', async () => {
    const { kept } = start()
    await kept.keep([link(1), link(2)])
    const newer = link(1, { shortUrl: 'https://pay.example/~new', fetchedAt: '2026-05-05T08:00:00.000Z' })
    await kept.keep([newer])
    expect(await idsOf(kept)).toEqual([1, 2])
    expect(await kept.get(newer)).toEqual(newer)
  })

  it('are bounded: the oldest go', async () => {
    const { kept } = start(3)
    await kept.keep([link(1), link(2), link(3)])
    await kept.keep([link(1)])
    await kept.keep([link(4)])
    expect(await idsOf(kept)).toEqual([4, 1, 3])
  })

  it('are bounded for each portal by itself', async () => {
    const { kept } = start(2)
    await kept.keep([link(1), link(2)])
    await kept.keep([1, 2, 3].map(id => link(id, { portalId: TEST })))
    expect(await idsOf(kept)).toEqual([2, 1])
    expect(await idsOf(kept, TEST)).toEqual([3, 2])
    await kept.keep([link(3)])
    expect(await idsOf(kept)).toEqual([3, 2])
    expect(await idsOf(kept, TEST)).toEqual([3, 2])
  })

  it.each<[string, boolean, Partial<KeptLink>, boolean]>([
    ['is the same', true, {}, true],
    ['is the same and never was proven', false, {}, false],
    ['has another short link', true, { shortUrl: 'https://pay.example/~other' }, false],
    ['has another target', true, { url: link(1).url.replace(ACCESS, ACCESS.replace('99', '11')) }, false],
    [
      'is another one that was proven anew',
      false,
      { shortUrl: 'https://pay.example/~other', isTargetProven: true },
      true,
    ],
  ])('keep their proof as it can be when a link is fetched anew and %s', async (_, was, changes, is) => {
    const { kept } = start()
    await kept.keep([link(1, { isTargetProven: was })])
    await kept.keep([link(1, { isTargetProven: false, fetchedAt: '2026-05-06T08:00:00.000Z', ...changes })])
    const now = await kept.get({ portalId: SHOP, paymentId: 1 })
    expect(now).toMatchObject({ isTargetProven: is, fetchedAt: '2026-05-06T08:00:00.000Z' })
  })

  it('give no proof to the same payment of another portal', async () => {
    const { kept } = start()
    await kept.keep([link(1)])
    await kept.keep([link(1, { portalId: TEST, isTargetProven: false })])
    expect(await kept.get({ portalId: TEST, paymentId: 1 })).toMatchObject({ isTargetProven: false })
  })

  it('are removed one by one, or all of a portal', async () => {
    const { kept } = start()
    await kept.keep([link(1), link(2), link(1, { portalId: TEST })])
    await kept.remove({ portalId: SHOP, paymentId: 1 })
    expect(await idsOf(kept)).toEqual([2])
    await kept.removeAll(SHOP)
    expect(await idsOf(kept)).toEqual([])
    expect(await idsOf(kept, TEST)).toEqual([1])
    expect(await readFile(file(), 'utf8')).not.toContain('"shop"')
  })

  it('tell which portals’ links changed, and nothing when none did', async () => {
    const { kept, changes } = start()
    await kept.keep([link(1), link(2), link(1, { portalId: TEST })])
    expect(changes).toEqual([SHOP, TEST])
    await kept.remove({ portalId: TEST, paymentId: 9 })
    await kept.removeAll('other' as PortalId)
    expect(changes).toEqual([SHOP, TEST])
  })

  it('give the window no address', async () => {
    const { kept } = start()
    await kept.keep([link(1)])
    expect(JSON.stringify(await kept.list(SHOP))).not.toMatch(/pay\.example|99887766/)
  })

  it('are a file that only its owner may read', async () => {
    const { kept } = start()
    await kept.keep([link(1)])
    expect((await stat(file())).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['payment-links.json'])
  })

  it('say that there is none of a payment, in words without an address', async () => {
    const { kept } = start()
    await kept.keep([link(1)])
    const error: unknown = await kept.get({ portalId: SHOP, paymentId: 2 }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'not-found', details: { reason: 'kept-link' } })
    expect(inspect(error, { depth: 9 })).not.toContain(ACCESS)
  })

  it('wait for each other', async () => {
    const { kept } = start()
    await Promise.all([1, 2, 3, 4, 5].map(id => kept.keep([link(id)])))
    expect(await idsOf(kept)).toEqual([5, 4, 3, 2, 1])
  })
})

describe('a file of kept links', () => {
  it.each([
    ['is cut', '{"version":1,"links":[{"portalId"'],
    ['holds a link of another payment', content([{ ...link(1), paymentId: 2 }])],
    ['holds a short link of another host', content([{ ...link(1), shortUrl: 'https://evil.example/~k1' }])],
    ['holds what is no web address', content([{ ...link(1), shortUrl: 'javascript:alert(1)' }])],
    ['holds no time', content([{ ...link(1), fetchedAt: 'yesterday' }])],
  ])('that %s is set aside and named', async (_, text) => {
    await writeFile(file(), text)
    const { kept, troubles } = start()
    expect(await idsOf(kept)).toEqual([])
    expect(troubles).toMatchObject([
      { kind: 'damaged', keptAs: expect.stringMatching(/^payment-links\.damaged-/) as string },
    ])
    await kept.keep([link(3)])
    expect((await readdir(folder)).length).toBe(2)
  })

  it('of a later version is read as far as it is understood, and not overwritten', async () => {
    const text = JSON.stringify({ version: 7, links: [{ ...link(1), colour: 'blue' }], more: true })
    await writeFile(file(), text)
    const { kept, troubles } = start()
    expect(await idsOf(kept)).toEqual([1])
    expect(troubles).toEqual([{ kind: 'newer', file: 'payment-links.json', keptAs: null }])
    const error: unknown = await kept.keep([link(2)]).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'conflict', details: { reason: 'newer-file' } })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(ACCESS)
    expect(await readFile(file(), 'utf8')).toBe(text)
    expect(await idsOf(kept)).toEqual([1])
  })

  it('of ten thousand links is read and written in well under a second', async () => {
    const { kept } = start()
    await kept.keep(Array.from({ length: 10_000 }, (_, index) => link(index + 1)))
    await kept.keep([link(11_000)])
    const { kept: again } = start()
    expect(await idsOf(again)).toHaveLength(10_000)
    expect((await stat(file())).size).toBeLessThan(5_000_000)
  })
})

function content(links: unknown[]): string {
  return JSON.stringify({ version: 1, links })
}
