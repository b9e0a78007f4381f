import { addVariable } from './php-form'
import { PhpArray } from './php-value'

const FIELD_NAME = /;\s*name="((?:[^"\\]|\\.)*)"/i
const FILE_NAME = /;\s*filename\*?=/i

/** Reads the simple fields of a `multipart/form-data` body as PHP does. Files are passed over: no method takes one. */
export function parseMultipart(bytes: Buffer, boundary: string): PhpArray {
  const parameters = new PhpArray()
  // The leading line break lets the first delimiter be found like the others.
  const parts = `\r\n${bytes.toString('latin1')}`.split(`\r\n--${boundary}`).slice(1)
  for (const part of parts.filter(text => text.startsWith('\r\n'))) {
    const headersEnd = part.indexOf('\r\n\r\n')
    const headers = part.slice(0, headersEnd)
    const name = FIELD_NAME.exec(headers)?.[1]
    if (headersEnd < 0 || name === undefined || FILE_NAME.test(headers)) continue
    addVariable(parameters, utf8(name.replace(/\\(.)/g, '$1')), utf8(part.slice(headersEnd + '\r\n\r\n'.length)))
  }
  return parameters
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8')
}
