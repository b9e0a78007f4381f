import {
  autocompletion,
  acceptCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import { Prec, type EditorState, type Extension } from '@codemirror/state'
import { keymap, type EditorView } from '@codemirror/view'
import type { AppContext } from 'vue'
import { currencies } from '#common/knowledge/currencies'
import { knowledgeOf, type KnowledgeType } from '#common/knowledge/knowledge'
import { valuesFor } from '#common/knowledge/known-values'
import { keysAt, topicAt } from '#common/knowledge/topic'
import type { Text } from '#ui/use-text.ts'
import { entryElement } from '../knowledge/entry-element'
import { textFacts } from './text-facts'
import { characterAfter, characterBefore, slotAt, type TextSlot } from './text-slot'

/** What is written for a key that was chosen; `|` stands where the caret comes. */
const SKELETONS: Readonly<Record<KnowledgeType, string>> = {
  map: '{|}',
  currencies: '["|"]',
  integer: '|100',
  text: '"|"',
  scalar: '"|"',
  choice: '"|"',
  'yes-no': '"|"',
  'text-or-map': '"|"',
  any: '|',
}

/** CodeMirror orders by this between -99 and 99 what fits equally well. */
const MAX_BOOST = 99

/** Offers the keys and values that fit where a handler is written, whether its text is JSON at the moment or not. */
export function textCompletion(text: Text, app: AppContext | null): Extension {
  return [
    autocompletion({
      override: [context => complete(context, text, app)],
      icons: false,
      // A choice made at once counts: a Tab that came too early would indent the line instead.
      interactionDelay: 0,
      // A key or a value that was chosen leads to the next choice, if there is one.
      activateOnCompletion: ({ type }) => type === 'key',
    }),
    Prec.high(keymap.of([{ key: 'Tab', run: acceptCompletion }])),
  ]
}

function complete(context: CompletionContext, text: Text, app: AppContext | null): CompletionResult | null {
  const { state, pos } = context
  const slot = slotAt(state, pos)
  // Unasked it appears only where something is being written.
  if (slot === undefined || (!context.explicit && slot.from === slot.to)) return null
  const options = slot.kind === 'key' ? keyOptions(state, slot, app) : valueOptions(state, slot, text)
  return options.length === 0 ? null : { from: slot.wordFrom, to: pos, options, validFor: /^[^"\n]*$/ }
}

function keyOptions(state: EditorState, slot: TextSlot, app: AppContext | null): Completion[] {
  const keys = keysAt(slot.path)
  if (keys.length === 0) return []
  const facts = textFacts(state)
  const siblings = new Set(slot.siblings())
  return keys
    .filter(key => !siblings.has(key))
    .flatMap((key, index): Completion[] => {
      const known = knowledgeOf([...slot.path, key], facts)
      if (known === undefined) return []
      return [
        {
          label: key,
          type: 'key',
          boost: MAX_BOOST - index,
          info: () => entryElement(known, app),
          apply: view => writeKey(view, key, SKELETONS[known.type]),
        },
      ]
    })
}

function valueOptions(state: EditorState, slot: TextSlot, text: Text): Completion[] {
  const names = topicAt(slot.path) === 'entry-currency' ? currencyNames(text) : undefined
  return valuesFor(slot.path, textFacts(state)).map(({ value, words, label }, index) => ({
    label: value,
    detail: words === null ? (label ?? names?.get(value) ?? '') : text(words),
    boost: Math.max(-MAX_BOOST, MAX_BOOST - index),
    apply: view => writeValue(view, value),
  }))
}

function currencyNames(text: Text): ReadonlyMap<string, string> {
  return new Map(currencies(text.locale).map(({ code, name }) => [code, name]))
}

function writeKey(view: EditorView, key: string, skeleton: string): void {
  const { state } = view
  const slot = slotAt(state, state.selection.main.head)
  if (slot === undefined) return
  const isRename = characterAfter(state, slot.to) === ':'
  const [before = '', after = ''] = skeleton.split('|')
  write(view, slot, isRename ? JSON.stringify(key) : `${JSON.stringify(key)}: ${before}`, isRename ? '' : after)
}

function writeValue(view: EditorView, value: string): void {
  const slot = slotAt(view.state, view.state.selection.main.head)
  if (slot !== undefined) write(view, slot, JSON.stringify(value), '')
}

/** Writes a text in a place, with the commas that are missing around it, and puts the caret between its two parts. */
function write(view: EditorView, slot: TextSlot, before: string, after: string): void {
  const { state } = view
  const last = characterBefore(state, slot.from)
  const comma = '{[,:'.includes(last.character) ? [] : [{ from: last.end, insert: ',' }]
  const next = characterAfter(state, slot.to)
  const isFollowed = next === '"' || next === '{'
  const changes = state.changes([
    ...comma,
    { from: slot.from, to: slot.to, insert: before + after + (isFollowed ? ',' : '') },
  ])
  const caret = slot.from + (comma.length > 0 ? 1 : 0) + before.length
  // What stands for a number is there to be typed over.
  const isNumber = /^\d+$/.test(after)
  view.dispatch({
    changes,
    selection: { anchor: caret, head: isNumber ? caret + after.length : caret },
    scrollIntoView: true,
    userEvent: 'input.complete',
  })
}
