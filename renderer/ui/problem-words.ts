import type { Problem, RuleId } from '#common/checker/problem'
import { isOfSecret } from '#common/purge/secrets-of-problem'
import type { Text } from './use-text'

/** What is wrong, in one sentence. */
export function problemMessage(text: Text, { rule, values }: Pick<Problem, 'rule' | 'values'>): string {
  return text(`checker.${rule}.message`, values)
}

/** What all problems of a rule have in common. */
export function ruleTitle(text: Text, rule: RuleId): string {
  return text(`checker.${rule}.title`)
}

/** What the portal does with it. */
export function problemConsequence(text: Text, { rule, values }: Pick<Problem, 'rule' | 'values'>): string {
  return text(`checker.${rule}.consequence`, values)
}

/**
 * What the button of its fix says, or null when it has none. A secret that was mended would still be in what can be undone:
 * it is removed from there as well, or not at all.
 */
export function fixLabel(text: Text, { rule, values, fix }: Problem): string | null {
  return fix === null || isOfSecret({ rule }) ? null : text.firstOf([`checker.${rule}.fix`], values)
}

/** A place in the handler, for people: `SETTINGS › CODES › LOGIN`. */
export function pathWords(path: Problem['path']): string {
  return path.map(part => (typeof part === 'number' ? `[${part + 1}]` : part)).join(' › ')
}

/** What keeps a text from being read at all cannot be lived with: no portal takes it. */
export function isIgnorable({ rule }: Problem): boolean {
  return rule !== 'json-broken' && rule !== 'key-twice'
}
