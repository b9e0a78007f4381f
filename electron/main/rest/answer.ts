import { AppError, type AppErrorCode } from '#common/ipc/app-error'
import { entryOf, parseJson, printJson, type JsonObject, type JsonValue } from '#common/json/json-value'
import type { HttpResponse } from './http-transport'
import { failure, type NetworkLayer } from './net-errors'
import { redact } from './redact'

/** What a method gave, with key order and number spelling as the portal sent them. */
export interface PortalAnswer {
  /** The value at `result`. */
  readonly value: JsonValue
  /** Timings of the call (reference 1.5). */
  readonly time?: JsonObject
  /** The `start` of the next page, if there is one. */
  readonly next?: number
  /** How many records there are in all. */
  readonly total?: number
}

/** What was asked, as far as the answer must be read against it. */
export interface Asked {
  readonly method: string
  readonly origin: string
  readonly secret: string
}

const MAX_DESCRIPTION_LENGTH = 2_000
const MAX_CODE_LENGTH = 100

/** Codes in upper case; portals write `expired_token` in lower case and most others in upper. */
const CODES: Readonly<Record<string, AppErrorCode>> = {
  INVALID_CREDENTIALS: 'unauthorized',
  NO_AUTH_FOUND: 'unauthorized',
  EXPIRED_TOKEN: 'unauthorized',
  QUERY_LIMIT_EXCEEDED: 'rate-limited',
  OPERATION_TIME_LIMIT: 'rate-limited',
  // Whatever its status: this one does not pass.
  OVERLOAD_LIMIT: 'portal',
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const PROXY_PASSWORD_WANTED = 407
const TOO_MANY_REQUESTS = 429

/**
 * Reads a portal's answer. An answer failed when its status is 400 or more or when it has the key `error`, whatever its
 * value (reference 1.6). Errors: portal, unauthorized and rate-limited with `method`, `code`, `description` and
 * `status`; network with `layer` http or body when this is not a portal's answer. None holds the secret.
 */
export function readAnswer(response: HttpResponse, asked: Asked): PortalAnswer {
  if (REDIRECTS.has(response.status)) throw redirected(response, asked)
  if (response.status === PROXY_PASSWORD_WANTED) throw unusable('proxy', 'password-wanted', response)
  const parsed = parseJson(response.body)
  if (!parsed.ok) throw unreadable(response, asked, parsed.problem.offset)
  const { value } = parsed
  if (value.kind !== 'object') throw unusable('body', 'not-an-answer', response)
  const error = entryOf(value, 'error')
  if (error !== undefined || response.status >= 400) throw refusedBy(value, error, response, asked)
  const result = entryOf(value, 'result')
  if (result === undefined) throw unusable('body', 'no-result', response)
  // What is read from a portal may be written back to it, so a value that was not understood must not get that far.
  if (!response.isExact) throw unusable('body', 'not-utf-8', response)
  return answerFrom(result, {
    time: entryOf(value, 'time'),
    next: entryOf(value, 'next'),
    total: entryOf(value, 'total'),
  })
}

/** A result with what the portal says beside it, as far as it can be understood. */
export function answerFrom(
  value: JsonValue,
  beside: Readonly<Record<'time' | 'next' | 'total', JsonValue | undefined>>,
): PortalAnswer {
  const next = wholeNumberFrom(beside.next)
  const total = wholeNumberFrom(beside.total)
  return {
    value,
    ...(beside.time?.kind === 'object' ? { time: beside.time } : {}),
    ...(next === null ? {} : { next }),
    ...(total === null ? {} : { total }),
  }
}

/** Some portals give these as text. */
function wholeNumberFrom(value: JsonValue | undefined): number | null {
  const text = value?.kind === 'number' ? value.lexeme : value?.kind === 'string' ? value.value : ''
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

function refusedBy(answer: JsonObject, error: JsonValue | undefined, response: HttpResponse, asked: Asked): AppError {
  if (error === undefined && response.status >= 500) return unusable('http', 'server-error', response)
  return refusalFrom(answer, response.status, asked)
}

/** The error of a refusal that came with an HTTP status: portal, unauthorized or rate-limited. */
export function refusalFrom(answer: JsonObject, status: number, asked: Asked): AppError {
  const error = entryOf(answer, 'error')
  const code = safeText(codeFrom(error), asked).slice(0, MAX_CODE_LENGTH)
  const description = safeText(descriptionFrom(answer, error), asked).slice(0, MAX_DESCRIPTION_LENGTH)
  const kind = CODES[code.toUpperCase()] ?? (status === TOO_MANY_REQUESTS ? 'rate-limited' : 'portal')
  return new AppError(kind, `The portal refused ${asked.method}`, {
    details: { method: asked.method, code, description, status },
  })
}

/** Portals give the code as text or as a number; REST 3.0 gives an object that has it. */
function codeFrom(error: JsonValue | undefined): string {
  switch (error?.kind) {
    case 'string':
      return error.value
    case 'number':
      return error.lexeme
    case 'object':
      return codeFrom(entryOf(error, 'code'))
    case 'boolean':
    case 'array':
    case 'null':
      return printJson(error, 0)
    case undefined:
      return ''
  }
}

function descriptionFrom(answer: JsonObject, error: JsonValue | undefined): string {
  const description = entryOf(answer, 'error_description') ?? entryOf(error, 'message')
  if (description === undefined || description.kind === 'null') return ''
  return description.kind === 'string' ? description.value : printJson(description, 0)
}

function redirected(response: HttpResponse, asked: Asked): AppError {
  const target = targetOf(response, asked.origin)
  if (target === null) return unusable('http', 'bad-redirect', response)
  const reason = target.host === new URL(asked.origin).host ? 'redirected' : 'portal-moved'
  // The rest of the address is left out: a portal that moved repeats the secret in it.
  const host = safeText(target.host, asked)
  return failure({ layer: 'http', reason, mayHaveArrived: true }, { status: response.status, host })
}

function targetOf(response: HttpResponse, origin: string): URL | null {
  const location = response.headers['location']
  if (location === undefined) return null
  try {
    return new URL(location, origin)
  } catch {
    return null
  }
}

function unreadable(response: HttpResponse, asked: Asked, problemAt: number): AppError {
  const body = response.body.trim()
  if (response.status === TOO_MANY_REQUESTS) {
    return new AppError('rate-limited', `The portal refused ${asked.method}`, {
      details: { method: asked.method, code: '', description: '', status: response.status },
    })
  }
  if (response.status >= 500) return unusable('http', 'server-error', response)
  if (body === '') return unusable('body', 'empty', response)
  if (/^[[{]/.test(body)) return unusable('body', isCut(response.body, problemAt) ? 'cut-off' : 'not-json', response)
  const isPage = /<(?:!doctype|html|head|body)\b/i.test(body.slice(0, 5_000))
  return unusable('body', isPage ? 'not-a-portal' : 'not-json', response)
}

/** Whether JSON only lacks its end. */
function isCut(body: string, problemAt: number): boolean {
  return problemAt >= body.trimEnd().length || !/[\]}]\s*$/.test(body)
}

function unusable(layer: NetworkLayer, reason: string, { status }: HttpResponse): AppError {
  return failure({ layer, reason, mayHaveArrived: true }, { status })
}

function safeText(text: string, asked: Asked): string {
  return redact(text, asked.secret)
}
