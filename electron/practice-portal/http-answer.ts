import type { ServerResponse } from 'node:http'

/** A whole answer, before it is sent. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function plainText(status: number, text: string, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  const own = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' }
  return { status, headers: { ...own, ...headers }, body: text }
}

export function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length }).end(bytes)
}
