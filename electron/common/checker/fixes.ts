import { applyTextEdits, type TextEdit } from '../json/text-edit'
import type { Problem, RuleId } from './problem'

/** One mend may lay open the next one; a text in which that went on for longer would be made to annoy. */
const MAX_ROUNDS = 20

/**
 * The text with all problems of one rule mended that can be, round after round until a check finds none with a fix. A
 * round that would make more errors of another rule is left out, and ends it.
 */
export function mendRule(text: string, rule: RuleId, check: (text: string) => readonly Problem[]): string {
  let mended = text
  let problems = check(mended)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const edits = editsOfRule(problems, rule)
    if (edits.length === 0) return mended
    const next = applyTextEdits(mended, edits)
    const found = check(next)
    if (next === mended || hasMoreErrors(found, problems, rule)) return mended
    mended = next
    problems = found
  }
  return mended
}

function hasMoreErrors(after: readonly Problem[], before: readonly Problem[], mended: RuleId): boolean {
  const counts = new Map<RuleId, number>()
  const errors = (problems: readonly Problem[]): readonly Problem[] =>
    problems.filter(({ severity, rule }) => severity === 'error' && rule !== mended)
  for (const { rule } of errors(before)) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  for (const { rule } of errors(after)) counts.set(rule, (counts.get(rule) ?? 0) - 1)
  return [...counts.values()].some(count => count < 0)
}

/**
 * The edits that mend all problems of one rule that have a fix, ascending. Where two fixes touch the same part of the text
 * the later one is left out: what it would do is only known once the first one is made.
 */
export function editsOfRule(problems: readonly Problem[], rule: RuleId): TextEdit[] {
  const taken: TextEdit[] = []
  for (const { rule: other, fix } of problems) {
    if (other !== rule || fix === null) continue
    const places = fix.edits.map(edit => placeFor(edit, taken))
    if (places.includes(null)) continue
    for (const edit of fix.edits) taken.splice(placeFor(edit, taken) ?? 0, 0, edit)
  }
  return taken
}

/** Where an edit belongs among ascending ones, or null when it touches one of them. */
function placeFor(edit: TextEdit, taken: readonly TextEdit[]): number | null {
  let first = 0
  let last = taken.length
  while (first < last) {
    const middle = (first + last) >> 1
    if ((taken[middle]?.offset ?? 0) < edit.offset) first = middle + 1
    else last = middle
  }
  const [before, after] = [taken[first - 1], taken[first]]
  return (before && isTouched(before, edit)) || (after && isTouched(edit, after)) ? null : first
}

/** Whether the first of two edits reaches into the second, or their order at one place would be chance. */
function isTouched(one: TextEdit, next: TextEdit): boolean {
  const end = one.offset + one.length
  return end > next.offset || (end === next.offset && (one.length === 0 || next.length === 0))
}
