import { createServer } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askPrintService } from '../../../../../electron/main/print/ipp-client'

const QUESTION = { operation: 'Get-Printer-Attributes', printer: 'Labels', attributes: ['media-supported'] } as const

let folder: string
let asked: Buffer[]
let close: () => Promise<void>
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-ipp-'))
  asked = []
  close = () => Promise.resolve()
})
afterEach(async () => {
  await close()
  await rm(folder, { recursive: true })
})

/** A service behind a socket that gives this answer to everything. */
async function service(answer: Buffer, status = 200): Promise<string> {
  const socket = join(folder, 'socket')
  const server = createServer((request, response) => {
    request.on('data', (part: Buffer) => asked.push(part))
    request.on('end', () => response.writeHead(status).end(answer))
  })
  await new Promise<void>(resolve => void server.listen(socket, resolve))
  close = () => new Promise(resolve => void server.close(() => resolve()))
  return socket
}

/** An answer with a group of attributes, each value as its tag, its name (empty for one more value) and its bytes. */
function answerOf(status: number, values: readonly (readonly [tag: number, name: string, value: Buffer])[]): Buffer {
  const length = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])
  return Buffer.concat([
    Buffer.from([2, 0, status >> 8, status & 255, 0, 0, 0, 1, 0x04]),
    ...values.map(([tag, name, value]) =>
      Buffer.concat([Buffer.from([tag]), length(Buffer.from(name)), length(value)]),
    ),
    Buffer.from([0x03]),
  ])
}

describe('a question to the print service', () => {
  it('is answered with all values, whatever they are', async () => {
    const socket = await service(
      answerOf(0, [
        [0x44, 'media-supported', Buffer.from('iso_a4_210x297mm')],
        [0x42, '', Buffer.from('Rolle Größe')],
        [0x23, 'job-state', Buffer.from([0, 0, 0, 8])],
        [0x35, 'state-message', Buffer.from('\0\u0002de\0\u0004Leer')],
      ]),
    )
    expect(Object.fromEntries(await askPrintService(socket, QUESTION, 5_000))).toEqual({
      'media-supported': ['iso_a4_210x297mm', 'Rolle Größe'],
      'job-state': [8],
      'state-message': ['Leer'],
    })
    const sent = Buffer.concat(asked).toString('latin1')
    expect(sent).toContain('ipp://localhost/printers/Labels')
    expect(sent).toContain('media-supported')
  })

  it.each([
    ['not-found', answerOf(0x0406, []), 200],
    ['refused', answerOf(0x0403, []), 200],
    ['unreachable', Buffer.alloc(0), 426],
    ['malformed', Buffer.from('<p>'), 200],
    ['malformed', answerOf(0, [[0x44, 'media-supported', Buffer.from('iso')]]).subarray(0, 20), 200],
    ['unreachable', Buffer.alloc(1_100_000), 200],
  ])('that gets no attributes is %s', async (reason, answer, status) => {
    const socket = await service(answer, status)
    await expect(askPrintService(socket, QUESTION, 5_000)).rejects.toMatchObject({ name: 'IppError', reason })
  })

  it('is not asked for ever', async () => {
    const socket = join(folder, 'nobody')
    await expect(askPrintService(socket, QUESTION, 500)).rejects.toMatchObject({ reason: 'unreachable' })
  })
})
