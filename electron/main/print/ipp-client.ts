import { request as httpRequest, type RequestOptions } from 'node:http'

/** The values of each attribute that was answered; numbers where they are numbers, texts of any kind otherwise. */
export type IppAttributes = ReadonlyMap<string, readonly (string | number)[]>

/** Why a print service gave no attributes: it knows no such thing, or it cannot be asked. */
export class IppError extends Error {
  override readonly name = 'IppError'

  constructor(
    readonly reason: 'not-found' | 'refused' | 'unreachable' | 'malformed',
    options?: { cause: unknown },
  ) {
    super(`The print service: ${reason}`, options)
  }
}

export interface IppQuestion {
  readonly operation: keyof typeof OPERATIONS
  readonly printer: string
  /** The number of a job, where one is asked about. */
  readonly job?: number
  readonly attributes: readonly string[]
}

const OPERATIONS = { 'Get-Job-Attributes': 0x0009, 'Get-Printer-Attributes': 0x000b } as const
const TAGS = { operation: 0x01, end: 0x03, integer: 0x21, enum: 0x23, keyword: 0x44, uri: 0x45 } as const
const CHARSET = 0x47
const LANGUAGE = 0x48
/** Tags below it begin a group of attributes. */
const FIRST_VALUE_TAG = 0x10
/** The text of a value with a language comes after the language; each has its length before it. */
const WITH_LANGUAGE: ReadonlySet<number> = new Set([0x35, 0x36])
const NOT_FOUND = 0x0406
const FIRST_ERROR = 0x0400
/** Attributes of a printer with a thousand papers fill a tenth of it. */
const MAX_ANSWER_BYTES = 1_000_000

/**
 * Asks a CUPS service with the Internet Printing Protocol (RFC 8010, 8011), which tells sizes and ends of jobs in numbers
 * where the commands tell them in words. `server` is what `lpstat -H` answers: a socket's path, or a host and a port.
 * Error: IppError.
 */
export async function askPrintService(
  server: string,
  question: IppQuestion,
  timeoutMs: number,
): Promise<IppAttributes> {
  const answer = await post(serverOptions(server), encoded(question), timeoutMs)
  return decoded(answer)
}

function serverOptions(server: string): RequestOptions {
  if (server.startsWith('/')) return { socketPath: server }
  const [, host = server, port = '631'] = /^(.*?)(?::(\d+))?$/.exec(server) ?? []
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
}

function post(options: RequestOptions, body: Buffer, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const unreachable = (cause: unknown): void => reject(new IppError('unreachable', { cause }))
    const request = httpRequest(
      {
        ...options,
        method: 'POST',
        path: '/',
        headers: { Host: 'localhost', 'Content-Type': 'application/ipp', 'Content-Length': body.length },
        signal: AbortSignal.timeout(timeoutMs),
      },
      response => {
        const parts: Buffer[] = []
        let size = 0
        response.on('data', (part: Buffer) => {
          size += part.length
          parts.push(part)
          if (size > MAX_ANSWER_BYTES) request.destroy(new Error('too long'))
        })
        response.once('error', unreachable)
        response.once('end', () => {
          if (response.statusCode === 200) resolve(Buffer.concat(parts))
          else unreachable(new Error(`HTTP ${String(response.statusCode)}`))
        })
      },
    )
    request.once('error', unreachable)
    request.end(body)
  })
}

function encoded({ operation, printer, job, attributes }: IppQuestion): Buffer {
  const head = Buffer.alloc(8)
  // Version 2.0, and 1 as the number of the request.
  head.writeUInt16BE(0x0200, 0)
  head.writeUInt16BE(OPERATIONS[operation], 2)
  head.writeUInt32BE(1, 4)
  return Buffer.concat([
    head,
    Buffer.from([TAGS.operation]),
    attribute(CHARSET, 'attributes-charset', 'utf-8'),
    attribute(LANGUAGE, 'attributes-natural-language', 'en'),
    attribute(TAGS.uri, 'printer-uri', `ipp://localhost/printers/${encodeURIComponent(printer)}`),
    ...(job === undefined ? [] : [attribute(TAGS.integer, 'job-id', job)]),
    // Values after the first have no name.
    ...attributes.map((name, index) => attribute(TAGS.keyword, index === 0 ? 'requested-attributes' : '', name)),
    Buffer.from([TAGS.end]),
  ])
}

function attribute(tag: number, name: string, value: string | number): Buffer {
  return Buffer.concat([Buffer.from([tag]), withLength(Buffer.from(name)), withLength(bytesOf(value))])
}

function bytesOf(value: string | number): Buffer {
  if (typeof value === 'string') return Buffer.from(value)
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}

function decoded(answer: Buffer): IppAttributes {
  const attributes = new Map<string, (string | number)[]>()
  let at = 8
  try {
    const status = answer.readUInt16BE(2)
    if (status >= FIRST_ERROR) throw new IppError(status === NOT_FOUND ? 'not-found' : 'refused')
    let values: (string | number)[] = []
    for (let tag = next(1).readUInt8(); tag !== TAGS.end; tag = next(1).readUInt8()) {
      if (tag < FIRST_VALUE_TAG) continue
      const name = next(next(2).readUInt16BE()).toString('utf8')
      const value = next(next(2).readUInt16BE())
      if (name !== '') attributes.set(name, (values = []))
      values.push(valueOf(tag, value))
    }
  } catch (error) {
    throw error instanceof IppError ? error : new IppError('malformed', { cause: error })
  }
  return attributes

  function next(length: number): Buffer {
    if (at + length > answer.length) throw new RangeError('The answer ends too early')
    at += length
    return answer.subarray(at - length, at)
  }
}

function valueOf(tag: number, value: Buffer): string | number {
  if (tag === TAGS.integer || tag === TAGS.enum) return value.readInt32BE()
  if (!WITH_LANGUAGE.has(tag)) return value.toString('utf8')
  return value.subarray(2 + value.readUInt16BE() + 2).toString('utf8')
}
