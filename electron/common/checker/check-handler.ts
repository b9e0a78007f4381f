import { checkAddresses } from './families/addresses'
import { checkCodes } from './families/codes'
import { checkDefaults } from './families/defaults'
import { checkFields } from './families/fields'
import { checkIdentity } from './families/identity'
import { checkInputs } from './families/inputs'
import { readText } from './families/json-text'
import { checkKeys } from './families/keys'
import { checkSecrets, checkSecretsInBrokenText } from './families/secrets'
import { checkSending } from './families/sending'
import { checkStructure } from './families/structure'
import { checkTypes } from './families/value-types'
import { createFindings } from './findings'
import { viewHandler } from './handler-view'
import { createMends } from './mends'
import { SEVERITY_RANKS, type Problem } from './problem'
import type { CheckOptions, RuleContext } from './rule-context'

const FAMILIES: readonly ((context: RuleContext) => void)[] = [
  checkKeys,
  checkTypes,
  checkIdentity,
  checkStructure,
  checkAddresses,
  checkSending,
  checkFields,
  checkCodes,
  checkInputs,
  checkDefaults,
  checkSecrets,
]

/**
 * Checks the text of a handler, in the order of the text. Never throws, whatever the text: one that is not JSON has the
 * problems that keep it from being JSON, and those of secrets that stand in it.
 */
export function checkHandler(text: string, options: CheckOptions = {}): readonly Problem[] {
  const problems: Problem[] = []
  const findings = createFindings(problems)
  const root = readText(text, findings)
  const view = root === undefined ? undefined : viewHandler(root)
  if (root === undefined) checkSecretsInBrokenText(text, findings)
  else if (view === undefined) findings.addAt('not-a-handler', [], root.start, root.end)
  else {
    const context: RuleContext = { view, findings, mends: createMends(text, root), options }
    for (const check of FAMILIES) check(context)
  }
  return inOrder(problems)
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (one, other) => one.from - other.from || SEVERITY_RANKS[one.severity] - SEVERITY_RANKS[other.severity],
  )
}
