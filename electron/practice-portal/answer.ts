import { timeOf, type CallTime } from './answer-time'
import { encodeJson, UnencodableError } from './php-json'
import { PhpArray, type PhpValue } from './php-value'
import type { PortalError } from './portal-error'

export interface RestAnswer {
  readonly status: number
  readonly body: string
  /** The code of the error it is, none when the call succeeded. */
  readonly errorCode?: string
}

/** What a method gives back; lists that page also say how many rows there are, and where the next page starts. */
export interface RestResult {
  readonly result: PhpValue
  readonly next?: number | undefined
  readonly total?: number | undefined
}

export const REST_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'origin, content-type, accept',
  'X-Content-Type-Options': 'nosniff',
  'Content-Type': 'application/json; charset=utf-8',
} as const

/** A result in its envelope. */
export function successAnswer({ result, next, total }: RestResult, time: CallTime): RestAnswer {
  const envelope = PhpArray.of([['result', result]])
  if (next !== undefined) envelope.set('next', BigInt(next))
  if (total !== undefined) envelope.set('total', BigInt(total))
  envelope.set('time', timeOf(time))
  try {
    return { status: 200, body: encodeJson(envelope) }
  } catch (error) {
    if (!(error instanceof UnencodableError)) throw error
    // A portal finds this out when it writes the body, after the status line has been decided.
    return { status: 200, body: errorBody('WRONG_ENCODING', 'Wrong request encoding'), errorCode: 'WRONG_ENCODING' }
  }
}

export function errorAnswer(error: PortalError): RestAnswer {
  return { status: error.status, body: errorBody(error.code, error.message), errorCode: error.code }
}

function errorBody(code: string, description: string): string {
  return encodeJson(
    PhpArray.of([
      ['error', code],
      ['error_description', description],
    ]),
  )
}
