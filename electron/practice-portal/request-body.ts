import type { IncomingMessage } from 'node:http'

const MAX_BODY_BYTES = 8 * 1024 * 1024

/**
 * The body of a POST; other verbs have none that counts. Resolves to null when it is over 8 MB, after reading to its end:
 * an answer given earlier would be lost to a client that is still sending. Rejects when the client goes away.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const isPost = request.method === 'POST'
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (!isPost) continue
    size += chunk.length
    if (size <= MAX_BODY_BYTES) chunks.push(chunk)
  }
  return size > MAX_BODY_BYTES ? null : Buffer.concat(chunks)
}
