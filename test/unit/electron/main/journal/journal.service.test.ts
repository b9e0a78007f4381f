import type { JournalFilter, JournalPage, JournalRow } from '#common/journal/journal.contract'
import type { FileTrouble } from '#common/storage/file-trouble'
import type { HandlerId } from '#common/handlers/handlers.contract'
import type { PortalId, PortalList } from '#common/portals/portals.contract'
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJournalFiles } from '../../../../../electron/main/journal/journal-files'
import {
  CALL_BOUNDS,
  createJournalService,
  PUSH_BOUNDS,
  type JournalService,
} from '../../../../../electron/main/journal/journal.service'
import type { CallRecord } from '../../../../../electron/main/rest/portal-client'
import { FakeTimer } from '../../../../support/fake-timer'
import { ALL, callRecord, pushEntry, SHOP } from '../../../../support/journal-entries'

const OTHER = 'other' as PortalId
const START = Date.UTC(2031, 4, 4, 10)
const LONG = { state: 'whole', text: JSON.stringify('x'.repeat(500)) } as const

let parent: string
let folder: string
let timer: FakeTimer
let changes: number
let faults: unknown[]
let troubles: FileTrouble[]
let copied: string
let chosen: string | null
let journal: JournalService
/** The files of calls that were read. */
let readNames: string[]

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'paydesk-journal-'))
  folder = join(parent, 'journal')
  timer = new FakeTimer()
  changes = 0
  faults = []
  troubles = []
  copied = ''
  chosen = null
  readNames = []
  journal = start()
})

afterEach(() => rm(parent, { recursive: true, force: true }))

function start(segmentBytes = CALL_BOUNDS.segmentBytes): JournalService {
  const clock = { now: () => START }
  const place = { folder, clock, onTrouble: (trouble: FileTrouble) => troubles.push(trouble) }
  const portals = [{ id: SHOP, title: 'Shop' }] as PortalList['portals']
  const calls = createJournalFiles({ ...place, stream: 'calls', bounds: { ...CALL_BOUNDS, segmentBytes } })
  return createJournalService({
    calls: {
      ...calls,
      read: name => {
        readNames.push(name)
        return calls.read(name)
      },
    },
    pushes: createJournalFiles({ ...place, stream: 'pushes', bounds: PUSH_BOUNDS }),
    portals: { list: () => Promise.resolve({ portals, currentId: null, keychain: 'available' }) },
    clipboard: { writeText: text => (copied = text) },
    chooseFile: () => Promise.resolve(chosen),
    clock,
    timer,
    changed: () => (changes += 1),
    report: fault => faults.push(fault),
  })
}

const at = (second: number): string => new Date(START + second * 1_000).toISOString()

function note(second: number, changes: Parameters<typeof callRecord>[0] = {}): void {
  journal.noteCall(callRecord({ startedAt: at(second), durationMs: second, ...changes }))
}

function search(filter: Partial<JournalFilter> = {}, count = 100, cursor: JournalPage['cursor'] = null) {
  return journal.search({ filter: { ...ALL, ...filter }, count, cursor })
}

const nameOf = ({ entry }: JournalRow): string => (entry.kind === 'call' ? String(entry.durationMs) : entry.id)

async function names(filter: Partial<JournalFilter> = {}): Promise<string[]> {
  return (await search(filter)).rows.map(nameOf)
}

describe('the journal', () => {
  it('has calls and pushes, the newest first, after a restart, too', async () => {
    note(1)
    await journal.notePush(pushEntry({ id: 'p2', at: at(2) }))
    note(3, { outcome: 'portal', details: { code: 'ACCESS_DENIED' } })
    await journal.notePush(pushEntry({ id: 'p4', at: at(4) }))

    expect(await names()).toEqual(['p4', '3', 'p2', '1'])
    await journal.settled()
    journal = start()
    note(5)
    const { rows, cursor, unreadableCount, unwrittenCount } = await search()
    expect(rows.map(nameOf)).toEqual(['5', 'p4', '3', 'p2', '1'])
    expect({ cursor, unreadableCount, unwrittenCount }).toEqual({ cursor: null, unreadableCount: 0, unwrittenCount: 0 })
  })

  it('calls a portal what it was called then, and one that is unknown by its id', async () => {
    note(1)
    note(2, { portalId: OTHER })

    expect((await search()).rows.map(({ entry }) => entry.portalTitle)).toEqual(['other', 'Shop'])
  })

  it('has only the last that is known of a push', async () => {
    for (const outcome of ['undecided', 'undecided', 'done'] as const) {
      await journal.notePush(pushEntry({ id: 'p', outcome }))
    }
    const outcomes = async (): Promise<unknown> => (await search()).rows.map(({ entry }) => entry.outcome)
    expect(await outcomes()).toEqual(['done'])
    journal = start()
    expect(await outcomes()).toEqual(['done'])
    await journal.notePush(pushEntry({ id: 'p', outcome: 'differs' }))
    expect(await outcomes()).toEqual(['differs'])
  })

  it('has nothing in the words of a push that opens something', async () => {
    const name = 'See https://shop.example/rest/7/k3Yt9vQ2mZ8xB1dL/profile'
    await journal.notePush(pushEntry({ id: 'p', name, code: '/rest/7/k3Yt9vQ2mZ8xB1dL', cause: `x ${name}` }))

    expect(JSON.stringify((await search()).rows)).not.toContain('k3Yt')
    for (const file of await readdir(folder)) expect(await readFile(join(folder, file), 'utf8')).not.toContain('k3Yt')
  })

  it('is read page by page over all its files, and each entry once', async () => {
    journal = start(900)
    for (let second = 0; second < 20; second++) {
      if (second % 4 === 3) await journal.notePush(pushEntry({ id: `p${second}`, at: at(second) }))
      else note(second)
      await journal.settled()
    }
    expect(await names()).toHaveLength(20)
    expect((await readdir(folder)).length).toBeGreaterThan(4)
    for (const size of [1, 2, 3, 7, 20]) {
      const whole = await names()
      const pages: string[] = []
      let cursor: JournalPage['cursor'] = null
      do {
        const page: JournalPage = await search({}, size, cursor)
        expect(page.rows.length).toBeGreaterThan(0)
        pages.push(...page.rows.map(nameOf))
        cursor = page.cursor
        // What is noted meanwhile is newer than all that is still to come.
        if (pages.length < 3) note(100 + size + pages.length)
      } while (cursor !== null)
      expect(pages).toEqual(whole)
    }
  })

  it.each<[string, Partial<JournalFilter>, string[]]>([
    ['nothing', {}, ['p4', '3', 'p2', '1']],
    ['a kind', { kind: 'push' }, ['p4', 'p2']],
    ['a portal', { portalId: OTHER }, ['3']],
    ['what was done', { outcome: 'done' }, ['p2', '1']],
    ['what failed', { outcome: 'failed' }, ['3']],
    ['what is unclear', { outcome: 'unclear' }, ['p4']],
    ['a time', { from: at(2), until: at(4) }, ['3', 'p2']],
    ['a method, in whatever case', { text: ' HANDLER.List ' }, ['3']],
    ['a word of a request', { text: 'фонарь' }, ['1']],
    ['a code of an error', { text: 'access_denied' }, ['3']],
    ['a name', { text: 'касса' }, ['p4', 'p2']],
    ['what is not there', { text: 'nowhere' }, []],
  ])('is filtered by %s', async (_, filter, found) => {
    note(1, { request: { state: 'whole', text: '{"NAME":"Фонарь"}' } })
    await journal.notePush(pushEntry({ id: 'p2', at: at(2) }))
    note(3, {
      portalId: OTHER,
      method: 'sale.paysystem.handler.list',
      outcome: 'portal',
      details: { code: 'ACCESS_DENIED' },
    })
    await journal.notePush(pushEntry({ id: 'p4', at: at(4), outcome: 'undecided' }))

    expect(await names(filter)).toEqual(found)
  })

  it('gives an entry whole when it is looked at', async () => {
    note(1)
    await journal.notePush(pushEntry({ id: 'p', at: at(2) }))
    const { rows } = await search()

    expect(await journal.read(rows[1]?.place ?? '')).toMatchObject({
      request: { text: '{}' },
      answer: { text: '["crm"]' },
    })
    expect(rows[1]?.entry).not.toHaveProperty('answer')
    expect(await journal.read(rows[0]?.place ?? '')).toMatchObject({ id: 'p' })
  })

  it.each(['push:gone', 'calls-2031-05-04-1.jsonl:7', 'calls-2031-05-03-1.jsonl:0', 'x', 'portals.json:0', '..:0'])(
    'has nothing at %s',
    async place => {
      note(1)
      await writeFile(join(parent, 'portals.json'), '{}')

      await expect(journal.read(place)).rejects.toMatchObject({
        code: 'not-found',
        details: { reason: 'journal-entry' },
      })
    },
  )

  it('leaves a search that nobody waits for any more', async () => {
    note(1)
    const first = search()
    const second = search()

    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    expect((await second).rows).toHaveLength(1)
  })

  it('tells that there is something new, at most once a second and after it can be read', async () => {
    for (let second = 0; second < 5; second++) note(second)
    await journal.settled()
    expect(changes).toBe(0)
    await timer.pass(1_000)
    expect(changes).toBe(1)
    expect(await names()).toHaveLength(5)
    await timer.pass(10_000)
    expect(changes).toBe(1)
  })

  it('does not tell of what was asked for meanwhile', async () => {
    note(1)
    expect(await names()).toHaveLength(1)
    await timer.pass(10_000)
    expect(changes).toBe(0)
    note(2)
    await journal.settled()
    await timer.pass(10_000)
    expect(changes).toBe(1)
    journal.dispose()
  })

  it('keeps an answer once that comes again, until an hour is over or it is another', async () => {
    note(0, { answer: LONG })
    note(10, { answer: LONG })
    note(20, { answer: LONG, portalId: OTHER })
    note(30, { answer: LONG, request: { state: 'whole', text: '{"a":1}' } })
    note(40, { answer: { ...LONG, state: 'cut' } })
    note(50, { answer: LONG })
    note(3_700, { answer: LONG })
    const { rows } = await search()
    const answers = await Promise.all(rows.toReversed().map(({ place }) => journal.read(place)))

    expect(answers.map(entry => (entry.kind === 'call' ? entry.answer : null))).toEqual([
      LONG,
      { state: 'same', at: at(0) },
      LONG,
      LONG,
      { ...LONG, state: 'cut' },
      LONG,
      LONG,
    ])
  })
})

describe('a journal that is damaged', () => {
  it.each([
    ['no JSON', 'x'],
    ['half a record', '{"version":1,"kind":"call","id":"a'],
    ['nothing of ours', '{"a":1}'],
    ['of a later version', '{"version":2,"kind":"dream"}'],
    ['of an unknown kind', '{"version":1,"kind":"dream","id":"a"}'],
    ['a number', '17'],
    ['null', 'null'],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['with a time that is none', JSON.stringify({ version: 1, ...pushEntry({ at: 'yesterday' }) })],
    ['with an id that is a path', JSON.stringify({ version: 1, ...pushEntry({ id: '../x' }) })],
  ])('has its other entries, and says how many could not be read: a line that is %s', async (_, line) => {
    note(1)
    await journal.notePush(pushEntry({ id: 'p', at: at(0) }))
    await journal.settled()
    for (const name of await readdir(folder)) {
      await appendFile(join(folder, name), line)
      await appendFile(join(folder, name), '\n')
    }
    journal = start()
    note(2)

    const { rows, unreadableCount } = await search()
    expect(rows.map(nameOf)).toEqual(['2', '1', 'p'])
    expect(unreadableCount).toBe(2)
  })

  it('never hinders what is noted, and says once what is the matter', async () => {
    await mkdir(parent, { recursive: true })
    await writeFile(folder, 'in the way')
    note(1)
    await journal.notePush(pushEntry())
    note(2)
    await journal.settled()

    expect(faults).toHaveLength(1)
    expect(new Set(troubles.map(({ kind }) => kind))).toEqual(new Set(['not-a-folder']))
    await rm(folder)
    note(3)
    const { rows, unwrittenCount } = await search()
    expect(rows.map(nameOf)).toEqual(['3'])
    expect(unwrittenCount).toBe(3)
  })
})

describe('a journal that is handed on', () => {
  const TRICKY = '=HYPERLINK("https://evil.example";"x")\r\nnext, "line"'

  it.each(['json', 'csv'] as const)('is a whole %s file of what is shown', async form => {
    note(1)
    note(2, { portalId: OTHER })
    await journal.notePush(pushEntry({ id: 'p', at: at(3), name: TRICKY, handlerId: '7' as HandlerId }))
    chosen = join(parent, `journal.${form}`)

    expect(await journal.exportAs({ ...ALL, portalId: SHOP }, form)).toEqual({ file: `journal.${form}`, count: 2 })
    const content = await readFile(chosen, 'utf8')
    if (form === 'json') {
      expect((JSON.parse(content) as { id: string; name?: string }[]).map(({ name }) => name)).toEqual([
        TRICKY,
        undefined,
      ])
    } else {
      expect(content.split('\r\n').at(0)).toBe(
        '\uFEFFat,kind,portal,portalId,what,outcome,cause,durationMs,handlerId,name,code,draftId,restored,backup,changeCount,request,answer',
      )
      expect(content).toContain('"\'=HYPERLINK(""https://evil.example"";""x"")\r\nnext, ""line"""')
      expect(content).toContain(`${at(1)},call,Shop,shop,scope,done,,1,,,,,,,,{},"[""crm""]"\r\n`)
    }
    expect((await stat(chosen)).mode & 0o777).toBe(0o600)
  })

  it('is left where it is when nobody chooses a file, or none can be written', async () => {
    note(1)
    expect(await journal.exportAs(ALL, 'csv')).toBeNull()
    chosen = join(parent, 'gone', 'journal.json')
    await expect(journal.exportAs(ALL, 'json')).rejects.toMatchObject({ code: 'internal', details: { reason: 'disk' } })
  })

  it.each<[string, Partial<CallRecord>, string, string]>([
    ['a whole request', { request: { state: 'whole', text: '{"a":"it\'s"}' } }, 'nothing', `-d '{"a":"it'\\''s"}'`],
    ['a masked request', { request: { state: 'whole', text: '{"a":"***"}' } }, 'values', `-d '{"a":"***"}'`],
    ['a cut request', { request: { state: 'cut', text: '{"a' } }, 'request', `-d '@request.json'`],
    ['no request', { request: { state: 'none' } }, 'request', `-d '@request.json'`],
    ['a batch', { method: 'batch' }, 'request', `-d '@request.json'`],
  ])('is a command with a placeholder for the address: %s', async (_, changes, lacks, data) => {
    note(1, changes)
    const place = (await search()).rows[0]?.place ?? ''

    expect(await journal.copyAsCurl(place)).toBe(lacks)
    expect(copied).toContain(data)
    expect(copied).toContain(`'https://PORTAL/rest/USER_ID/WEBHOOK_CODE/${changes.method ?? 'scope'}'`)
  })

  it('is a command for a push, too', async () => {
    await journal.notePush(pushEntry({ id: 'a' }))
    await journal.notePush(pushEntry({ id: 'd', action: 'delete', handlerId: '7' as HandlerId }))

    expect(await journal.copyAsCurl('push:a')).toBe('request')
    expect(copied).toContain('sale.paysystem.handler.update')
    expect(await journal.copyAsCurl('push:d')).toBe('nothing')
    expect(copied).toContain(`-d '{"ID":"7"}'`)
  })
})

describe('a long journal', () => {
  const SEGMENT_BYTES = 20_000
  beforeEach(async () => {
    journal = start(SEGMENT_BYTES)
    for (let index = 0; index < 2_000; index++) {
      note(index)
      if (index % 50 === 49) await journal.settled()
    }
    await journal.settled()
    readNames = []
  })

  it('is read no further than its newest entries', async () => {
    expect((await readdir(folder)).length).toBeGreaterThan(15)
    expect((await search({}, 100)).rows).toHaveLength(100)
    expect(readNames.length).toBeLessThan(8)
  })

  it('is searched to its end, and lets other work be done between its files', async () => {
    let turns = 0
    const count = (): void => {
      turns += 1
      if (turns < 10_000) setImmediate(count)
    }
    setImmediate(count)
    expect(await names({ text: 'nowhere' })).toEqual([])
    const ended = turns
    turns = 10_000
    expect(readNames.length).toBeGreaterThan(15)
    expect(ended).toBeGreaterThanOrEqual(readNames.length)
  })

  it('finds what is old', async () => {
    expect(await names({ until: at(3) })).toEqual(['2', '1', '0'])
  })
})
