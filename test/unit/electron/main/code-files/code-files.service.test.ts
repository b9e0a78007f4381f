import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CodeFilesRequest, ExistingChoice } from '../../../../../electron/common/code-files/code-files.contract'
import { DEFAULT_CODE_OPTIONS } from '../../../../../electron/common/codes/code-options'
import { NOTHING_READ } from '../../../../../electron/common/payments/fact-times'
import type { PortalId } from '../../../../../electron/common/portals/portals.contract'
import { createCodeFilesService } from '../../../../../electron/main/code-files/code-files.service'
import { readCode } from '../../../../../electron/main/codes/code-reader'
import type { KeptLink } from '../../../../../electron/main/codes/kept-links'
import { readPng } from '../../../../../electron/main/codes/png-reader'
import type { DrawsFiles } from '../../../../../electron/main/codes/verify-code'
import type { KeptPayment } from '../../../../../electron/main/payments/payment-lists-file'

const PORTAL = 'till' as PortalId
const PAYERS = ['Amelie Roth', 'Bruno/Keller', 'amelie roth', 'Carla Mendes']
const IDS = PAYERS.map((_, index) => 1040 + index)

let folder: string
let chosen: string | null
let told: { done: number; total: number }[]
let pngs: DrawsFiles['png']
let onProgress: (done: number) => void
let links: Map<number, KeptLink>
let payments: Map<number, KeptPayment>
let service: ReturnType<typeof createCodeFilesService>

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-files-'))
  chosen = folder
  told = []
  links = new Map(IDS.map(id => [id, linkOf(id)]))
  payments = new Map(IDS.map((id, index) => [id, paymentOf(id, PAYERS[index] ?? '')]))
  pngs = drawn
  onProgress = () => undefined
  service = createCodeFilesService({
    keptLinks: { ofPortal: () => Promise.resolve(links) },
    listed: () => Promise.resolve(payments),
    rasteriser: {
      png: png => pngs(png),
      svg: () => Promise.reject(new Error('no')),
      pdf: () => Promise.reject(new Error('no')),
    },
    chooseFolder: () => Promise.resolve(chosen),
    chooseArchive: name => Promise.resolve(chosen === null ? null : join(chosen, name)),
    progressed: progress => {
      told.push(progress)
      onProgress(progress.done)
    },
  })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** The pixels as a strict reader finds them. */
function drawn(file: Uint8Array): ReturnType<DrawsFiles['png']> {
  const png = readPng(file)
  return png.ok ? Promise.resolve(png.image) : Promise.reject(new Error(png.problem))
}

function addressOf(id: number): string {
  return `https://shop.example/~aB${String(id)}`
}

function linkOf(paymentId: number): KeptLink {
  const url = `https://shop.example/pub/?paymentId=${String(paymentId)}`
  return { portalId: PORTAL, paymentId, url, shortUrl: addressOf(paymentId), fetchedAt: '', isTargetProven: true }
}

function paymentOf(paymentId: number, payer: string): KeptPayment {
  const nothing = {
    orderKey: null,
    sum: null,
    currency: null,
    isPaid: null,
    paySystemName: null,
    due: null,
    failure: null,
    readAt: NOTHING_READ,
  }
  return { ...nothing, paymentId, accountNumber: `50/${String(paymentId)}`, texts: [{ name: 'Payer', value: payer }] }
}

function failToFetch(paymentId: number, at: string): void {
  const failure = { code: 'network', details: {}, at } as const
  payments.set(paymentId, { ...paymentOf(paymentId, ''), failure })
}

function request(changes: Partial<CodeFilesRequest> = {}): CodeFilesRequest {
  const asked = { portalId: PORTAL, paymentIds: IDS, code: DEFAULT_CODE_OPTIONS }
  return { ...asked, format: 'png', pattern: '{payer}', target: 'folder', ...changes }
}

async function writeAll(changes: Partial<CodeFilesRequest> = {}, existing: ExistingChoice = 'number') {
  const plan = await service.plan(request(changes))
  if (plan === null) throw new Error('cancelled')
  return service.write({ planId: plan.id, existing })
}

function textIn(png: Uint8Array): string | undefined {
  const read = readPng(png)
  return read.ok ? readCode(read.image)?.text : undefined
}

async function there(): Promise<Record<string, string | undefined>> {
  const names = (await readdir(folder)).sort()
  return Object.fromEntries(
    await Promise.all(names.map(async name => [name, textIn(await readFile(join(folder, name)))] as const)),
  )
}

describe('the codes of many payments', () => {
  it('are files of a folder, each with its own address in it', async () => {
    expect(await service.plan(request({ paymentIds: [...IDS, 99] }))).toMatchObject({
      fileCount: 4,
      names: ['Amelie Roth.png', 'Bruno-Keller.png', 'amelie roth (2).png'],
      existingCount: 0,
      withoutLink: [99],
    })
    expect(await readdir(folder)).toEqual([])
    expect(await writeAll()).toMatchObject({ status: 'done', total: 4, written: 4, failedCount: 0, error: null })
    expect(await there()).toEqual({
      'Amelie Roth.png': addressOf(1040),
      'Bruno-Keller.png': addressOf(1041),
      'Carla Mendes.png': addressOf(1043),
      'amelie roth (2).png': addressOf(1042),
    })
    expect(told.map(({ done }) => done)).toEqual([0, 1, 2, 3, 4])
  })

  it('are one archive', async () => {
    expect(await writeAll({ target: 'zip' })).toMatchObject({ status: 'done', written: 4, place: 'payment-codes.zip' })
    expect(await readdir(folder)).toEqual(['payment-codes.zip'])
    const files = unzipSync(await readFile(join(folder, 'payment-codes.zip')))
    expect(Object.keys(files)).toEqual([
      'Amelie Roth.png',
      'Bruno-Keller.png',
      'amelie roth (2).png',
      'Carla Mendes.png',
    ])
    expect(textIn(files['Carla Mendes.png'] ?? new Uint8Array())).toBe(addressOf(1043))
  })

  it('are not made of a link that was asked for again in vain', async () => {
    failToFetch(1041, '2026-03-04T08:00:00.000Z')
    expect(await service.plan(request())).toMatchObject({ fileCount: 3, withoutLink: [1041] })
    links.set(1041, { ...linkOf(1041), fetchedAt: '2026-03-05T08:00:00.000Z' })
    expect(await service.plan(request())).toMatchObject({ fileCount: 4, withoutLink: [] })
  })

  it('are not made of a link that was asked for in vain after they were planned', async () => {
    const plan = await service.plan(request())
    failToFetch(1041, '2026-03-04T08:00:00.000Z')
    if (plan === null) throw new Error('cancelled')
    expect(await service.write({ planId: plan.id, existing: 'number' })).toMatchObject({
      written: 3,
      failed: [{ paymentId: 1041, error: { details: { reason: 'kept-link' } } }],
    })
  })

  it('are told of where it was not checked to what the short link leads', async () => {
    links.set(1041, { ...linkOf(1041), isTargetProven: false })
    expect(await writeAll()).toMatchObject({ written: 4, unprovenCount: 1 })
  })

  it('are only written with a place', async () => {
    chosen = null
    expect(await service.plan(request())).toBeNull()
  })
})

describe('a file of the same name', () => {
  beforeEach(async () => {
    await writeFile(join(folder, 'BRUNO-keller.png'), 'mine')
    await writeFile(join(folder, 'Carla Mendes.png'), 'mine')
    await writeFile(join(folder, 'Carla Mendes.svg'), 'mine')
  })

  it('is told of before anything is written', async () => {
    const plan = await service.plan(request())
    expect([...(plan?.existing ?? [])].sort()).toEqual(['BRUNO-keller.png', 'Carla Mendes.png'])
    expect(plan?.existingCount).toBe(2)
  })

  it('stays, and the new one gets a number', async () => {
    expect(await writeAll({}, 'number')).toMatchObject({ written: 4, numbered: 2, replaced: 0 })
    expect(await readFile(join(folder, 'Carla Mendes.png'), 'utf8')).toBe('mine')
    expect(await there()).toMatchObject({
      'Bruno-Keller (2).png': addressOf(1041),
      'Carla Mendes (2).png': addressOf(1043),
    })
  })

  it('stays, and there is no new one', async () => {
    expect(await writeAll({}, 'leave-out')).toMatchObject({ written: 2, leftOut: 2 })
    expect(await readFile(join(folder, 'Carla Mendes.png'), 'utf8')).toBe('mine')
    expect((await readdir(folder)).length).toBe(5)
  })

  it('is replaced where that was chosen', async () => {
    expect(await writeAll({}, 'replace')).toMatchObject({ written: 4, replaced: 2 })
    expect(await there()).toMatchObject({ 'Carla Mendes.png': addressOf(1043) })
  })

  it.each(['number', 'leave-out'] as const)('that came to be meanwhile is not replaced either: %s', async existing => {
    const late = join(folder, 'amelie roth (2).png')
    pngs = async png => {
      await writeFile(late, 'late')
      return drawn(png)
    }
    const { written, numbered, leftOut } = await writeAll({}, existing)
    expect(await readFile(late, 'utf8')).toBe('late')
    expect({ written, numbered, leftOut }).toEqual(
      existing === 'number' ? { written: 4, numbered: 3, leftOut: 0 } : { written: 1, numbered: 0, leftOut: 3 },
    )
  })
})

describe('what goes wrong', () => {
  it('with one code fails its payment alone, and its file is not written', async () => {
    let count = 0
    pngs = png => {
      count += 1
      // The first is that of the plan.
      return count === 3 ? Promise.resolve({ width: 40, height: 40, luma: new Uint8Array(1600).fill(255) }) : drawn(png)
    }
    expect(await writeAll()).toMatchObject({
      status: 'done',
      written: 3,
      failedCount: 1,
      failed: [{ paymentId: 1041, error: { code: 'conflict', details: { reason: 'code-does-not-decode' } } }],
    })
    expect(Object.keys(await there())).not.toContain('Bruno-Keller.png')
  })

  it('with one name fails its payment alone', async () => {
    await mkdir(join(folder, 'Bruno-Keller.png'))
    const { written, failed } = await writeAll({}, 'replace')
    expect(written).toBe(3)
    expect(failed).toMatchObject([{ paymentId: 1041, error: { details: { reason: 'file-not-written' } } }])
    expect((await readdir(folder)).filter(name => name.endsWith('.tmp'))).toEqual([])
  })

  it('with the folder ends the work, and says so', async () => {
    pngs = async png => {
      if (told.at(-1)?.done === 2) await rm(folder, { recursive: true })
      return drawn(png)
    }
    expect(await writeAll()).toMatchObject({ status: 'failed', written: 2, error: { code: 'conflict' } })
  })

  it('are of the links that are kept when they are written, not of those when they were planned', async () => {
    const plan = await service.plan(request({ pattern: '{payment}' }))
    links = new Map(IDS.slice(1).map(id => [id, linkOf(id)]))
    links.set(1043, { ...linkOf(1043), shortUrl: addressOf(77) })
    const result = await service.write({ planId: plan!.id, existing: 'number' })
    expect(result).toMatchObject({ status: 'done', written: 3, failedCount: 1 })
    expect(result.failed).toMatchObject([{ paymentId: 1040, error: { details: { reason: 'kept-link' } } }])
    expect(await there()).toEqual({
      '1041.png': addressOf(1041),
      '1042.png': addressOf(1042),
      '1043.png': addressOf(77),
    })
  })

  it('may be planned while others are written', async () => {
    let next: ReturnType<typeof service.plan> | undefined
    onProgress = done => {
      if (done === 1) next = service.plan(request({ pattern: 'other-{payment}' }))
    }
    await writeAll()
    const planned = await next
    expect(await service.write({ planId: planned!.id, existing: 'number' })).toMatchObject({ written: 4 })
  })

  it.each(['folder', 'zip'] as const)('are whole and nothing else is left when the app ends: %s', async target => {
    let ended: Promise<void> | undefined
    onProgress = done => {
      if (done === 2) ended = service.settled()
    }
    const writing = writeAll({ target })
    await expect.poll(() => ended !== undefined).toBe(true)
    await ended
    expect((await readdir(folder)).filter(name => name.endsWith('.tmp'))).toEqual([])
    expect(await writing).toMatchObject({ status: 'cancelled', written: 3 })
  })

  it.each(['folder', 'zip'] as const)('by cancelling keeps what was written: %s', async target => {
    onProgress = done => {
      if (done === 2) service.cancel()
    }
    expect(await writeAll({ target })).toMatchObject({ status: 'cancelled', written: 3, total: 4 })
    const names =
      target === 'folder'
        ? await readdir(folder)
        : Object.keys(unzipSync(await readFile(join(folder, 'payment-codes.zip'))))
    expect(names).toHaveLength(3)
  })

  it.each<[string, Partial<CodeFilesRequest>, object]>([
    ['no link', { paymentIds: [7] }, { code: 'not-found', details: { reason: 'kept-link' } }],
    [
      'an unknown part of the name',
      { pattern: '{payer} {city}' },
      { details: { reason: 'name-part-unknown', part: 'city' } },
    ],
    [
      'colours that are too close',
      { code: { ...DEFAULT_CODE_OPTIONS, dark: '#cccccc' } },
      { details: { reason: 'contrast-too-low' } },
    ],
    [
      'a code that is too small',
      { code: { ...DEFAULT_CODE_OPTIONS, sizing: { by: 'side', mm: 1 } } },
      { details: { reason: 'code-too-small' } },
    ],
    [
      'a picture that is too large',
      { code: { ...DEFAULT_CODE_OPTIONS, sizing: { by: 'side', mm: 200 }, dpi: 1200 } },
      { details: { reason: 'picture-too-large', largestMm: 105 } },
    ],
  ])('is said before a place is chosen: %s', async (_, changes, error) => {
    chosen = null
    await expect(service.plan(request(changes))).rejects.toMatchObject(error)
  })

  it('with an older plan is said', async () => {
    const old = await service.plan(request())
    await service.plan(request())
    await expect(service.write({ planId: old!.id, existing: 'number' })).rejects.toMatchObject({
      code: 'not-found',
      details: { reason: 'files-plan' },
    })
  })

  it('when two are written at once is said', async () => {
    const plan = await service.plan(request())
    const first = service.write({ planId: plan!.id, existing: 'number' })
    await expect(service.write({ planId: plan!.id, existing: 'number' })).rejects.toMatchObject({
      details: { reason: 'files-being-written' },
    })
    expect(await first).toMatchObject({ written: 4 })
  })
})
