import type { HttpAnswer, Pace } from './http-answer'
import type { MethodFaultOf, TRANSPORT_FAULTS } from './method-faults'

export type TransportFault = MethodFaultOf<(typeof TRANSPORT_FAULTS)[number]>

/** What is sent to the client; a null answer is none at all: the connection is cut. */
export interface SentAnswer {
  readonly answer: HttpAnswer | null
  readonly pace?: Pace
}

const HTML_PAGE =
  '<!doctype html>\n<html lang="en"><head><title>Bad gateway</title></head><body>Try again.</body></html>\n'

/** The answer as a fault lets it through. `run` makes the real one, and is not called where the call does not run. */
export async function answerUnder(
  fault: TransportFault | undefined,
  run: () => Promise<HttpAnswer>,
): Promise<SentAnswer> {
  switch (fault?.kind) {
    case undefined:
      return { answer: await run() }
    case 'cut-before':
      return { answer: null }
    case 'cut-after':
      await run()
      return { answer: null }
    case 'delay':
      return { answer: await run(), pace: { delayMs: fault.milliseconds } }
    case 'slow-drip':
      return { answer: await run(), pace: { drip: { bytes: fault.bytes, everyMs: fault.everyMs } } }
    case 'truncated-json':
      return { answer: truncated(await run()) }
    case 'html-page':
      return { answer: page(fault.status ?? 502) }
    case 'redirect':
      return { answer: { status: fault.status ?? 302, headers: { Location: fault.location }, body: '' } }
  }
}

function truncated(answer: HttpAnswer): HttpAnswer {
  return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) }
}

function page(status: number): HttpAnswer {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'X-Content-Type-Options': 'nosniff' }
  return { status, headers, body: HTML_PAGE }
}
