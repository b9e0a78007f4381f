import { printJson } from '../json/json-value'
import { findHandlers, type FoundHandler } from './find-handlers'
import type { Dropped, Imported, ImportedHandler } from './imported'
import { layoutTokens } from './layout-tokens'
import { repairsOf, valueOf, withNotes, type LiteralEntry, type LiteralNode } from './literal-node'
import { createLineIndex, type MappedText } from './mapped-text'
import { readForms } from './read-forms'
import { readLiterals, type ReadLiteral } from './read-literals'
import type { Repair, RepairKind } from './repairs'
import { createRedactor, findSecrets, isTokenKey, type FoundSecret } from './secrets'
import type { Token } from './tokens'

/** A handler on its way out, with what tells its equals apart. */
interface Candidate {
  readonly imported: ImportedHandler
  readonly start: number
}

/** Reads the handlers of a text as it stands. `source` is what its offsets lead back to. */
export function readHandlers(from: MappedText, source: string): Imported {
  const { text } = from
  const lineOf = createLineIndex(source)
  const secrets = findSecrets(text)
  const redactor = createRedactor(secrets)
  const literals = readLiterals(text)
  const forms = readForms(text, literals)
  const droppedInside: Dropped[] = []
  const candidates: Candidate[] = []
  for (const literal of [...literals, ...forms]) {
    for (const found of findHandlers(literal.root, literal.method)) candidates.push(finish(literal, found))
  }
  candidates.sort((one, other) => one.start - other.start)
  return { handlers: withoutRepeats(candidates.map(({ imported }) => imported)), dropped: allDropped() }

  function finish(literal: ReadLiteral, found: FoundHandler): Candidate {
    const clean = withoutSecrets(found.node)
    const start = literal.offsetOf(found.start)
    const tokens = found.tokens.flatMap(({ path }): Repair[] =>
      path === null ? [] : [{ path, what: 'token-dropped' }],
    )
    const repairs = [...repairsOf(clean), ...tokens]
    for (const token of found.tokens) noteDropped('token', literal.offsetOf(token.start))
    const imported: ImportedHandler = {
      text: `${printJson(valueOf(clean))}\n`,
      handlerId: found.handlerId,
      form: found.isRow ? 'answer' : literal.form(),
      line: lineAt(start),
      repairs,
      before: repairs.length === 0 ? null : beforeOf(literal.tokens, found.node.start),
    }
    return { imported, start }

    function withoutSecrets(node: LiteralNode): LiteralNode {
      if (node.kind === 'array') return { ...node, items: node.items.map(withoutSecrets) }
      if (node.kind === 'object') {
        return {
          ...node,
          entries: node.entries.map(([key, item]): LiteralEntry => [redactor(key).text, withoutSecrets(item)]),
        }
      }
      if (node.value.kind !== 'string') return node
      const { text: clean, kinds } = redactor(node.value.value)
      if (kinds.length === 0) return node
      for (const kind of new Set(kinds)) noteDropped(kind, literal.offsetOf(node.start))
      const notes = [...new Set(kinds)].map((kind): RepairKind => `${kind}-dropped`)
      return withNotes({ ...node, value: { kind: 'string', value: clean } }, ...notes)
    }
  }

  function beforeOf(tokens: readonly Token[], start: number): string | null {
    if (tokens.length === 0) return null
    const opening = tokens.findIndex(token => token.kind === 'open' && token.start === start)
    return layoutTokens(opening < 0 ? tokens : partFrom(tokens, opening), isTokenKey, value => redactor(value).text)
  }

  function noteDropped(kind: Dropped['kind'], offset: number): void {
    droppedInside.push({ kind, line: lineAt(offset) })
  }

  /** What a literal keeps under a name that tokens have elsewhere is no token. */
  function allDropped(): Dropped[] {
    const outside = secretsOutside(secrets, literals).map(({ kind, start }) => ({ kind, line: lineAt(start) }))
    const byPlace = new Map([...outside, ...droppedInside].map(dropped => [`${dropped.line} ${dropped.kind}`, dropped]))
    return [...byPlace.values()].sort((one, other) => one.line - other.line)
  }

  function lineAt(offset: number): number {
    return lineOf(from.sourceOf(offset))
  }
}

/** Webhooks anywhere, and tokens that stand in no literal; both lists are in the order of the text. */
function secretsOutside(secrets: readonly FoundSecret[], literals: readonly ReadLiteral[]): FoundSecret[] {
  let index = 0
  return secrets.filter(({ kind, start }) => {
    while (index < literals.length && (literals[index]?.end ?? 0) <= start) index++
    const literal = literals[index]
    return kind === 'webhook' || literal === undefined || start < literal.start
  })
}

/** The tokens from an opening bracket to the one that closes it, or to the end where that one was lost. */
function partFrom(tokens: readonly Token[], opening: number): readonly Token[] {
  let depth = 0
  for (let index = opening; index < tokens.length; index++) {
    const { kind } = tokens[index] ?? { kind: 'mark' }
    if (kind === 'open') depth++
    if (kind === 'close' && --depth <= 0) return tokens.slice(opening, index + 1)
  }
  return tokens.slice(opening)
}

/**
 * Of handlers with the same text the one that needed fewest repairs stands for all, at the place of the first. Two with
 * different ids are two.
 */
function withoutRepeats(handlers: readonly ImportedHandler[]): ImportedHandler[] {
  const kept: ImportedHandler[] = []
  const placesByText = new Map<string, number[]>()
  for (const handler of handlers) {
    const places = placesByText.get(handler.text) ?? []
    const place = places.find(index => isSameId(kept[index]?.handlerId ?? null, handler.handlerId))
    const known = place === undefined ? undefined : kept[place]
    if (place === undefined || known === undefined) {
      placesByText.set(handler.text, [...places, kept.length])
      kept.push(handler)
    } else {
      const better = handler.repairs.length < known.repairs.length ? handler : known
      kept[place] = { ...better, handlerId: known.handlerId ?? handler.handlerId }
    }
  }
  return kept
}

function isSameId(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other
}
