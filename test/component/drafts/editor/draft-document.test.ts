import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editsToReach } from '#common/json/edits-to-reach'
import { findJsonProblems } from '#common/json/find-json-problems'
import { anyJsonText, anyJsonValue } from '../../../unit/electron/common/json/json-arbitraries'
import { openEditor } from './editor-page'

const anyText = fc.oneof(
  anyJsonText.map(({ text }) => text),
  fc
    .array(fc.constantFrom('\r\n', '\n', '\r', '{', '"a": 1', ',', '\ufeff', '\u2028', '\0', '😀', '\ud800'))
    .map(parts => parts.join('')),
)

type Step =
  | { readonly kind: 'tree'; readonly value: Parameters<typeof editsToReach>[1] }
  | { readonly kind: 'type'; readonly at: number; readonly removed: number; readonly text: string }
  | { readonly kind: 'replace'; readonly text: string }
  | { readonly kind: 'undo' | 'redo' }

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  anyJsonValue.map((value): Step => ({ kind: 'tree', value })),
  fc
    .record({ at: fc.nat(), removed: fc.nat({ max: 3 }), text: fc.constantFrom('', ',', '"', 'x', '{}', '\n') })
    .map((edit): Step => ({ kind: 'type', ...edit })),
  anyText.map((text): Step => ({ kind: 'replace', text })),
  fc.constantFrom<Step>({ kind: 'undo' }, { kind: 'redo' }),
)

describe('the document of a draft', () => {
  it('keeps every byte of any text', async () => {
    const { draft } = await openEditor('')
    fc.assert(
      fc.property(anyText, text => {
        draft.replaceText(text)
        expect(draft.text.value).toBe(text)
      }),
    )
  })

  it('opens any text without a change', async () => {
    for (const text of fc.sample(anyText, 20)) expect((await openEditor(text)).draft.text.value).toBe(text)
  })

  it('undoes any mixture of changes back to the first byte, and redoes it to the last', async () => {
    const { draft } = await openEditor('')
    fc.assert(
      fc.property(anyText, fc.array(anyStep, { maxLength: 12 }), (first, steps) => {
        draft.replaceText(first)
        const past: string[] = []
        const future: string[] = []
        let present = first
        for (const step of steps) {
          const before = present
          take(step)
          if (step.kind === 'undo' || step.kind === 'redo') continue
          present = draft.text.value
          if (present === before) continue
          past.push(before)
          future.length = 0
        }
        while (past.length > 0) {
          draft.undo()
          future.push(present)
          present = past.pop()!
          expect(draft.text.value).toBe(present)
        }
        while (future.length > 0) {
          draft.redo()
          past.push(present)
          present = future.pop()!
          expect(draft.text.value).toBe(present)
        }

        function take(step: Step): void {
          const text = draft.text.value
          switch (step.kind) {
            case 'tree':
              if (findJsonProblems(text).length === 0) {
                const edits = editsToReach(text, step.value)
                if (edits.length > 0) draft.applyEdits(edits, 'input.tree')
              }
              return
            case 'type': {
              // Half of a Windows line break cannot be removed, and one line break more is one of the text's own kind.
              const offset = step.at % (text.length + 1)
              const length = Math.min(step.removed, text.length - offset)
              if (text.includes('\r') || (length === 0 && step.text === '')) return
              if (text.slice(offset, offset + length) === step.text) return
              draft.applyEdits([{ offset, length, text: step.text }], 'input.type')
              return
            }
            case 'replace':
              draft.replaceText(step.text)
              return
            case 'undo':
              if (past.length === 0) return
              draft.undo()
              future.push(present)
              present = past.pop()!
              expect(draft.text.value).toBe(present)
              return
            case 'redo':
              if (future.length === 0) return
              draft.redo()
              past.push(present)
              present = future.pop()!
              expect(draft.text.value).toBe(present)
          }
        }
      }),
      { numRuns: 50 },
    )
  })

  it('says whether there is something to undo or redo', async () => {
    const { draft } = await openEditor('{}')
    expect([draft.canUndo.value, draft.canRedo.value]).toEqual([false, false])
    draft.applyEdits([{ offset: 1, length: 0, text: '"a":1' }], 'input.tree')
    expect([draft.canUndo.value, draft.canRedo.value]).toEqual([true, false])
    draft.undo()
    expect([draft.canUndo.value, draft.canRedo.value]).toEqual([false, true])
    draft.redo()
    expect(draft.text.value).toBe('{"a":1}')
  })

  it('makes no step of a text that is the same', async () => {
    const { draft } = await openEditor('{}')
    draft.replaceText('{}')
    expect(draft.canUndo.value).toBe(false)
    expect(draft.version.value).toBe(0)
  })

  it('puts edits of a text with Windows line breaks where they belong', async () => {
    const text = '{\r\n  "a": 1,\r\n  "b": 2\r\n}'
    const { draft } = await openEditor(text)
    draft.applyEdits(
      [
        { offset: text.indexOf('1'), length: 1, text: '9' },
        { offset: text.indexOf('2') + 1, length: 0, text: ',\r\n  "c": 3' },
      ],
      'input.tree',
    )
    expect(draft.text.value).toBe('{\r\n  "a": 9,\r\n  "b": 2,\r\n  "c": 3\r\n}')
  })

  it('counts the changes of the text, and only those', async () => {
    const { draft } = await openEditor('{}')
    draft.focusAt(1)
    expect(draft.version.value).toBe(0)
    draft.replaceText('[]')
    expect(draft.version.value).toBe(1)
  })

  it.each<[name: string, text: string, found: object]>([
    [
      'of its syntax',
      '{\n  "a": 1,\n}',
      { kind: 'syntax', code: 'trailing-comma', line: 2, column: 9, from: 10, to: 11 },
    ],
    ['of a key that stands twice', '{"a":1,\r\n"a":2}', { kind: 'duplicate-key', line: 2, column: 1, from: 9, to: 12 }],
  ])('names problems %s', async (_, text, found) => {
    const { draft } = await openEditor(text)
    expect(draft.problems.value).toMatchObject([found])
  })

  it('finds the problems of a large text too, and forgets them once they are mended', async () => {
    const large = `[${'"0123456789",\n'.repeat(20_000)}`
    const { draft } = await openEditor(large)
    await expect.poll(() => draft.problems.value[0]?.code, { timeout: 10_000 }).toBe('value')
    expect(draft.problems.value[0]?.line).toBe(20_001)
    draft.applyEdits([{ offset: large.length - 2, length: 2, text: ']' }], 'input.type')
    await expect.poll(() => draft.problems.value, { timeout: 10_000 }).toEqual([])
  })
})
