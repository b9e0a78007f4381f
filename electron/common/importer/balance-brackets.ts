import { fitOf, type Place } from './handler-schema'
import type { Bracket, Token } from './tokens'

/** How many readings are followed at once, and how many brackets may have been lost in one place. */
const MAX_READINGS = 16
const MAX_POPS = 8

const LOST_BRACKET = 1
const SURPLUS_BRACKET = 1
const ANONYMOUS_OBJECT = 2
const KEY_IN_LIST = 2
const AFTER_THE_END = 5

/** A bracket that is open in some reading. Equal stacks are the same object, so that readings can be compared. */
interface Frame {
  readonly id: number
  readonly place: Place
  readonly bracket: Bracket
  readonly parent: Frame | null
}

/** A change before or at a token, and the change before it. */
interface Edit {
  readonly at: number
  readonly what: 'close' | 'open' | 'skip' | 'leave'
  readonly bracket: Bracket
  readonly before: Edit | null
}

/** One way to read the tokens so far. `frame` is null before the first bracket and after the last. */
interface Reading {
  readonly frame: Frame | null
  readonly hasEnded: boolean
  /** The place inside the value of the key just read. */
  readonly inner: Place | null
  readonly cost: number
  readonly edits: Edit | null
}

/**
 * Puts back brackets that were lost and takes out those that are too many, where the keys of a handler say they must have
 * been: a key that cannot stand in an object but can in the one around it shows that the inner one was to end before it.
 * `surplus` are brackets after the literal, which are its own only if it needs them. `budget` bounds the work over all
 * literals of a source; beyond it brackets are only put back where they must be.
 */
export function balanceBrackets(
  own: readonly Token[],
  surplus: readonly Token[],
  root: Place,
  keysInSquareBrackets: boolean,
  budget: { readings: number },
): readonly Token[] {
  const tokens = [...withLostListBrackets(own, keysInSquareBrackets), ...surplus]
  const frames = new Map<string, Frame>()
  let readings: readonly Reading[] = [{ frame: null, hasEnded: false, inner: root, cost: 0, edits: null }]
  const readsOneWay = tokens.length > budget.readings
  budget.readings -= Math.min(budget.readings, tokens.length)
  for (const [index, token] of tokens.entries()) {
    const next = readings.flatMap(reading => step(reading, token, index))
    readings = best(next, readsOneWay ? 1 : MAX_READINGS)
  }
  const ended = best(readings.map(closeAll), 1)[0]
  return ended === undefined ? own : applyEdits(tokens, ended.edits)

  function step(reading: Reading, token: Token, index: number): Reading[] {
    if (reading.hasEnded) return [afterTheEnd(reading, token, index)]
    switch (token.kind) {
      case 'open':
        return stepOpen(reading, token.bracket, index)
      case 'close':
        return stepClose(reading, token.bracket, index)
      case 'key':
        return stepKey(reading, token.key, index)
      case 'value':
        return [{ ...reading, inner: null }]
      case 'comma':
      case 'mark':
        return [reading]
    }
  }

  function afterTheEnd(reading: Reading, token: Token, index: number): Reading {
    if (index >= tokens.length - surplus.length) return { ...reading, edits: edit(reading, index, 'leave', '{') }
    const cost = reading.cost + (token.kind === 'close' ? SURPLUS_BRACKET : token.kind === 'comma' ? 0 : AFTER_THE_END)
    return { ...reading, cost, edits: edit(reading, index, 'skip', '{') }
  }

  function stepOpen(reading: Reading, bracket: Bracket, index: number): Reading[] {
    if (reading.inner !== null) return [pushed(reading, reading.inner, bracket, 0)]
    const holder = reading.frame
    const isInList = holder !== null && (holder.bracket === '[' || isOpenPlace(holder.place))
    if (isInList) return [pushed(reading, holder.place === 'rows' ? 'handler' : 'any', bracket, 0)]
    return [
      pushed(reading, 'any', bracket, ANONYMOUS_OBJECT),
      { ...reading, cost: reading.cost + SURPLUS_BRACKET, edits: edit(reading, index, 'skip', bracket) },
    ]
  }

  function stepClose(reading: Reading, bracket: Bracket, index: number): Reading[] {
    const skipped: Reading = {
      ...reading,
      inner: null,
      cost: reading.cost + SURPLUS_BRACKET,
      edits: edit(reading, index, 'skip', bracket),
    }
    let current = reading
    for (let pops = 0; pops < MAX_POPS && current.frame !== null; pops++) {
      if (current.frame.bracket === bracket) return [popped(current), skipped]
      current = closedBefore(current, index)
    }
    // No bracket of this kind is open: it is the wrong one for the one that is.
    const replaced = reading.frame === null ? [] : [{ ...closedBefore(skipped, index), cost: skipped.cost }]
    return [skipped, ...replaced]
  }

  function stepKey(reading: Reading, key: string, index: number): Reading[] {
    const next = tokens[index + 1]
    const isScalar = next?.kind !== 'open' && next?.kind !== 'key'
    if (reading.inner !== null) return stepKeyWithoutBracket(reading, key, index, isScalar)
    const found: Reading[] = []
    let current = reading
    let cheapest = Infinity
    for (let pops = 0; pops <= MAX_POPS && current.frame !== null; pops++) {
      const fit = fitOf(current.frame.place, key, isScalar)
      const isInList = current.frame.bracket === '[' && !keysInSquareBrackets
      const cost = current.cost + fit.cost + (isInList ? KEY_IN_LIST : 0)
      found.push({ ...current, inner: fit.inner, cost })
      cheapest = Math.min(cheapest, cost)
      if (current.frame.parent === null || current.cost + LOST_BRACKET > cheapest) break
      current = closedBefore(current, index)
    }
    return found
  }

  /** A key right after another key, or before any bracket: the bracket between them was lost. */
  function stepKeyWithoutBracket(reading: Reading, key: string, index: number, isScalar: boolean): Reading[] {
    const bracket = keysInSquareBrackets ? '[' : '{'
    const opened = pushed(reading, reading.inner ?? 'any', bracket, LOST_BRACKET)
    const fit = fitOf(opened.frame?.place ?? 'any', key, isScalar)
    const edits = edit(reading, index, 'open', bracket)
    return [{ ...opened, inner: fit.inner, cost: opened.cost + fit.cost, edits }]
  }

  function pushed(reading: Reading, place: Place, bracket: Bracket, cost: number): Reading {
    return { ...reading, frame: frameOf(reading.frame, place, bracket), inner: null, cost: reading.cost + cost }
  }

  function popped(reading: Reading): Reading {
    const parent = reading.frame?.parent ?? null
    return { ...reading, frame: parent, hasEnded: parent === null, inner: null }
  }

  function closedBefore(reading: Reading, index: number): Reading {
    const bracket = reading.frame?.bracket ?? '{'
    return { ...popped(reading), cost: reading.cost + LOST_BRACKET, edits: edit(reading, index, 'close', bracket) }
  }

  function closeAll(reading: Reading): Reading {
    let current = reading
    while (current.frame !== null) current = closedBefore(current, tokens.length)
    return current
  }

  function frameOf(parent: Frame | null, place: Place, bracket: Bracket): Frame {
    const key = `${parent?.id ?? -1} ${place} ${bracket}`
    const known = frames.get(key)
    if (known !== undefined) return known
    const frame = { id: frames.size, place, bracket, parent }
    frames.set(key, frame)
    return frame
  }
}

/** A list of texts whose closing bracket is there, and whose opening one is not. */
function withLostListBrackets(tokens: readonly Token[], keysInSquareBrackets: boolean): readonly Token[] {
  return tokens.flatMap((token, index): Token[] => {
    const before = tokens[index - 1]
    if (token.kind !== 'value' || before?.kind !== 'key' || before.key !== 'CURRENCY') return [token]
    const { start } = token
    let end = index
    while (tokens[end]?.kind === 'value' || tokens[end]?.kind === 'comma') end++
    const closer = tokens[end]
    if (closer?.kind !== 'close' || closer.bracket !== '[') return [token]
    // Where objects have square brackets too, it may be theirs, unless their keys go on after it.
    const next = tokens[end + 2]
    const goesOn = next?.kind === 'key' && fitOf('settings', next.key, tokens[end + 3]?.kind !== 'open').cost === 0
    if (keysInSquareBrackets && !goesOn) return [token]
    return [{ kind: 'open', bracket: '[', isList: false, start }, { kind: 'mark', what: 'brace-opened', start }, token]
  })
}

function isOpenPlace(place: Place): boolean {
  return place === 'any' || place === 'list' || place === 'rows'
}

function edit(reading: Reading, at: number, what: Edit['what'], bracket: Bracket): Edit {
  return { at, what, bracket, before: reading.edits }
}

/** The cheapest readings, of those that stand in the same place only one. */
function best(readings: readonly Reading[], count: number): readonly Reading[] {
  if (readings.length === 1) return readings
  const cheapest = new Map<string, Reading>()
  for (const reading of readings) {
    const key = `${reading.frame?.id ?? -1} ${reading.inner ?? ''} ${reading.hasEnded ? 1 : 0}`
    const known = cheapest.get(key)
    if (known === undefined || reading.cost < known.cost) cheapest.set(key, reading)
  }
  if (cheapest.size === 1) return [...cheapest.values()]
  return [...cheapest.values()].sort((one, other) => one.cost - other.cost).slice(0, count)
}

function applyEdits(tokens: readonly Token[], last: Edit | null): readonly Token[] {
  if (last === null) return tokens
  const edits = new Map<number, Edit[]>()
  for (let edit: Edit | null = last; edit !== null; edit = edit.before) {
    const others = edits.get(edit.at)
    if (others === undefined) edits.set(edit.at, [edit])
    else others.push(edit)
  }
  const result: Token[] = []
  for (let index = 0; index <= tokens.length; index++) {
    const token = tokens[index]
    const start = token?.start ?? tokens.at(-1)?.start ?? 0
    let isSkipped = false
    for (const { what, bracket } of (edits.get(index) ?? []).toReversed()) {
      if (what === 'close') {
        result.push({ kind: 'mark', what: 'brace-added', start }, { kind: 'close', bracket, start })
      } else if (what === 'open') {
        result.push({ kind: 'open', bracket, isList: false, start }, { kind: 'mark', what: 'brace-opened', start })
      } else {
        isSkipped = true
        if (what === 'skip' && token?.kind !== 'comma') result.push({ kind: 'mark', what: 'brace-removed', start })
      }
    }
    if (token !== undefined && !isSkipped) result.push(token)
  }
  return result
}
