import { createHash } from 'node:crypto'
import type { KeptText } from '#common/journal/journal.contract'
import type { CallRecord } from '../rest/portal-client'

/** For so long an answer that is the same as the one before is not kept once more. */
const SAME_FOR_MS = 3_600_000
const MOST_KNOWN = 200
/** A shorter one takes no more room than what stands in its place. */
const SHORTEST = 200

/**
 * Makes what is kept of an answer short when it is the same as the last one to the same question: lists are read again and
 * again, and would push everything else out.
 */
export function createSameAnswers(): (record: CallRecord) => KeptText {
  /** The oldest question first. */
  const last = new Map<string, { readonly print: string; readonly at: string }>()
  return record => {
    const { answer, startedAt } = record
    if ((answer.state !== 'whole' && answer.state !== 'cut') || answer.text.length < SHORTEST) return answer
    const question = questionOf(record)
    const print = printOf(answer.state + answer.text)
    const known = last.get(question)
    const isSame = known?.print === print && Date.parse(startedAt) - Date.parse(known.at) < SAME_FOR_MS
    if (isSame) return { state: 'same', at: known.at }
    last.delete(question)
    last.set(question, { print, at: startedAt })
    for (const oldest of last.size > MOST_KNOWN ? [...last.keys()].slice(0, 1) : []) last.delete(oldest)
    return answer
  }
}

function questionOf({ portalId, method, request }: CallRecord): string {
  return printOf(JSON.stringify([portalId, method, request]))
}

function printOf(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
