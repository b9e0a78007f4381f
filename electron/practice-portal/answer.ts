import { encodeJson, UnencodableError } from './php-json'
import { PhpArray, type PhpValue } from './php-value'
import type { PortalError } from './portal-error'
import { portalTime } from './portal-time'

export interface RestAnswer {
  readonly status: number
  readonly body: string
}

export const REST_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'origin, content-type, accept',
  'X-Content-Type-Options': 'nosniff',
  'Content-Type': 'application/json; charset=utf-8',
} as const

/** A result in its envelope. The times are milliseconds since 1970. */
export function successAnswer(result: PhpValue, startedMs: number, finishedMs: number): RestAnswer {
  const envelope = PhpArray.of([
    ['result', result],
    ['time', timeOf(startedMs, finishedMs)],
  ])
  try {
    return { status: 200, body: encodeJson(envelope) }
  } catch (error) {
    if (!(error instanceof UnencodableError)) throw error
    // A portal finds this out when it writes the body, after the status line has been decided.
    return { status: 200, body: errorBody('WRONG_ENCODING', 'Wrong request encoding') }
  }
}

export function errorAnswer(error: PortalError): RestAnswer {
  return { status: error.status, body: errorBody(error.code, error.message) }
}

function errorBody(code: string, description: string): string {
  return encodeJson(
    PhpArray.of([
      ['error', code],
      ['error_description', description],
    ]),
  )
}

/** Portals give whole seconds for the start and a float for the end, so the duration holds the start's fraction too. */
function timeOf(startedMs: number, finishedMs: number): PhpArray {
  const start = Math.floor(startedMs / 1000)
  const finish = finishedMs / 1000
  return PhpArray.of([
    ['start', BigInt(start)],
    ['finish', finish],
    ['duration', finish - start],
    ['processing', BigInt(Math.floor((finishedMs - startedMs) / 1000))],
    ['date_start', portalTime(startedMs)],
    ['date_finish', portalTime(finishedMs)],
  ])
}
