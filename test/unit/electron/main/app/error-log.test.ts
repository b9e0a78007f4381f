import fc from 'fast-check'
import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reportFault, reportUncaught } from '../../../../../electron/main/app/error-log'

const SECRET = 'k3Yt9vQ2mZ8xB1dL'
const ADDRESS = `https://portal.example.com/rest/7/${SECRET}/profile`

let lines: string[]

beforeEach(() => {
  lines = []
  vi.spyOn(process.stderr, 'write').mockImplementation(line => lines.push(String(line)) > 0)
})

afterEach(() => {
  vi.restoreAllMocks()
})

function lineOf(cause: unknown): string {
  reportFault('id-1', 'drafts.save', cause)
  return lines.join('')
}

describe('what nobody caught', () => {
  // Electron showed the message and the stack in a dialog, and Node printed them.
  it.each(['uncaughtException', 'unhandledRejection'])('is one such line: %s', event => {
    const source = new EventEmitter()
    reportUncaught(source as unknown as NodeJS.Process)

    source.emit(event, new TypeError(`No ${ADDRESS}`))

    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^paydesk: fault [\w-]{36} in main: TypeError at error-log\.test\.ts:\d+:\d+\n$/)
  })
})

describe('the line of a fault', () => {
  it('names its id, the call, the kind, and the place without its folder', () => {
    expect(lineOf(new TypeError(`No ${ADDRESS}`))).toMatch(
      /^paydesk: fault id-1 in drafts\.save: TypeError at error-log\.test\.ts:\d+:\d+\n$/,
    )
  })

  it.each<[string, unknown]>([
    ['a message', new Error(ADDRESS)],
    ['a message that looks like a stack', new Error(`x\n    at ${ADDRESS}/${SECRET}:1:2\n    at y (${SECRET}.ts:3:4)`)],
    ['a name', Object.assign(new Error('x'), { name: ADDRESS })],
    ['a message that was changed later', Object.assign(new Error('x'), { message: ADDRESS })],
    ['a text that was thrown', ADDRESS],
    ['a cause', new Error('x', { cause: new Error(ADDRESS) })],
    ['an object that was thrown', { message: ADDRESS, url: ADDRESS }],
    ['a stack that was written by hand', Object.assign(new Error('x'), { stack: `x\n    at ${ADDRESS}:1:2` })],
  ])('holds nothing of %s', (_, cause) => {
    const line = lineOf(cause)

    expect(line).not.toContain(SECRET)
    expect(line).not.toContain('portal.example.com')
    expect(line.endsWith('\n')).toBe(true)
  })

  it('is one line, whatever the message', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\n', '    at ', '(', ')', '/', 'a.ts', ':1', '\r') }), message => {
        lines = []
        expect(lineOf(new Error(message))).toMatch(/^paydesk: fault id-1 in drafts\.save: Error[^\n\r]*\n$/)
      }),
    )
  })

  it.each([null, undefined, 5, Symbol('x')])('is there even for %s', cause => {
    expect(lineOf(cause)).toBe(`paydesk: fault id-1 in drafts.save: ${typeof cause}\n`)
  })
})
