import { parseMultipart } from './multipart'
import { parseForm } from './php-form'
import { decodeJson } from './php-json'
import { PhpArray } from './php-value'

/** The parameters of a call: the query string, and over it the body, key by key at the top only. */
export function requestParameters(query: string, contentType: string | undefined, body: Buffer): PhpArray {
  const parameters = parseForm(Buffer.from(query, 'latin1'))
  for (const [key, value] of bodyParameters(contentType ?? '', body).entries()) parameters.set(key, value)
  return parameters
}

/**
 * The parameters in a body. JSON that is broken, empty, or neither object nor array counts as none, without an error;
 * whatever is not JSON or multipart is read as a form.
 */
export function bodyParameters(contentType: string, body: Buffer): PhpArray {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/json' || type.includes('+json')) return jsonParameters(body)
  const boundary = type === 'multipart/form-data' ? boundaryOf(contentType) : undefined
  return boundary === undefined ? parseForm(body) : parseMultipart(body, boundary)
}

function jsonParameters(body: Buffer): PhpArray {
  const text = body.toString('utf8')
  // PHP refuses bytes that are not UTF-8; decoding would have replaced them.
  const isUtf8 = Buffer.from(text, 'utf8').equals(body)
  const value = isUtf8 ? decodeJson(text) : undefined
  return value instanceof PhpArray ? value : new PhpArray()
}

function boundaryOf(contentType: string): string | undefined {
  const match = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType)
  return match?.[1] ?? match?.[2]
}
