/**
 * What a problem costs if it is ignored. `error`: the portal refuses the handler, or payments fail without a word;
 * `warning`: something is lost or at risk; `info`: harmless, but worth knowing.
 */
export type Severity = 'error' | 'warning' | 'info'

/** What the rules are about, one file each. */
export type RuleFamily =
  | 'json'
  | 'keys'
  | 'types'
  | 'identity'
  | 'structure'
  | 'addresses'
  | 'sending'
  | 'fields'
  | 'codes'
  | 'inputs'
  | 'defaults'
  | 'secrets'

/** Every rule with what it costs to ignore it, in the order the rules are listed in. */
export const RULES = [
  rule('json', 'json-broken', 'error'),
  rule('json', 'not-a-handler', 'error'),
  rule('json', 'key-twice', 'error'),
  rule('json', 'request-id', 'error'),
  rule('json', 'request-fields', 'error'),

  rule('keys', 'key-misspelt', 'error'),
  rule('keys', 'key-wrong-case', 'error'),
  rule('keys', 'key-misplaced', 'error'),
  rule('keys', 'codes-misplaced', 'error'),
  rule('keys', 'field-unknown', 'error'),
  rule('keys', 'handler-id-inside', 'warning'),
  rule('keys', 'key-unknown', 'warning'),

  rule('types', 'wrong-type', 'error'),
  rule('types', 'number-for-text', 'info'),
  rule('types', 'keys-become-list', 'info'),
  rule('types', 'empty-map-as-list', 'info'),

  rule('identity', 'name-missing', 'error'),
  rule('identity', 'name-too-long', 'error'),
  rule('identity', 'handler-code-missing', 'error'),
  rule('identity', 'handler-code-too-long', 'error'),
  rule('identity', 'handler-code-taken', 'error'),
  rule('identity', 'handler-code-digits', 'error'),
  rule('identity', 'handler-code-characters', 'info'),
  rule('identity', 'outer-spaces', 'warning'),
  rule('identity', 'sort-not-whole', 'warning'),
  rule('identity', 'sort-as-text', 'info'),

  rule('structure', 'settings-missing', 'error'),
  rule('structure', 'codes-missing', 'error'),
  rule('structure', 'mode-missing', 'error'),
  rule('structure', 'modes-several', 'warning'),
  rule('structure', 'mode-empty', 'info'),
  rule('structure', 'settings-too-large', 'error'),
  rule('structure', 'settings-near-limit', 'warning'),

  rule('addresses', 'address-missing', 'error'),
  rule('addresses', 'address-unusable', 'error'),
  rule('addresses', 'address-scheme', 'error'),
  rule('addresses', 'address-credentials', 'error'),
  rule('addresses', 'address-placeholder', 'warning'),
  rule('addresses', 'address-http', 'warning'),
  rule('addresses', 'address-loopback', 'warning'),
  rule('addresses', 'address-private', 'warning'),
  rule('addresses', 'address-example', 'info'),

  rule('sending', 'method-misplaced', 'error'),
  rule('sending', 'method-unknown', 'warning'),
  rule('sending', 'get-shows-secret', 'warning'),
  rule('sending', 'get-drops-query', 'warning'),
  rule('sending', 'payment-id-not-sent', 'warning'),
  rule('sending', 'client-type-unknown', 'error'),
  rule('sending', 'currency-not-list', 'error'),
  rule('sending', 'currency-code', 'warning'),
  rule('sending', 'currency-repeated', 'info'),

  rule('fields', 'fields-and-params', 'error'),
  rule('fields', 'params-misplaced', 'error'),
  rule('fields', 'params-deprecated', 'warning'),
  rule('fields', 'field-as-text', 'error'),
  rule('fields', 'field-code-missing', 'error'),
  rule('fields', 'code-not-defined', 'error'),
  rule('fields', 'field-name', 'warning'),
  rule('fields', 'visible-value', 'warning'),
  rule('fields', 'own-field-hidden', 'warning'),
  rule('fields', 'own-field-type-missing', 'warning'),
  rule('fields', 'own-field-enum', 'warning'),

  rule('codes', 'code-twins', 'error'),
  rule('codes', 'code-lower-case', 'warning'),
  rule('codes', 'code-characters', 'warning'),
  rule('codes', 'code-name-missing', 'warning'),
  rule('codes', 'code-unused', 'info'),
  rule('codes', 'code-looks-reserved', 'info'),
  rule('codes', 'group-unlisted', 'info'),

  rule('inputs', 'input-type-unknown', 'error'),
  rule('inputs', 'enum-without-options', 'error'),
  rule('inputs', 'input-type-missing', 'warning'),
  rule('inputs', 'type-misplaced', 'warning'),
  rule('inputs', 'options-as-list', 'warning'),
  rule('inputs', 'options-unused', 'info'),

  rule('defaults', 'default-as-type-value', 'error'),
  rule('defaults', 'default-incomplete', 'error'),
  rule('defaults', 'provider-unknown', 'error'),
  rule('defaults', 'provider-value-unknown', 'error'),
  rule('defaults', 'provider-checkbox', 'warning'),
  rule('defaults', 'default-not-an-option', 'warning'),
  rule('defaults', 'provider-undocumented', 'info'),

  rule('secrets', 'auth-inside', 'error'),
  rule('secrets', 'access-token', 'error'),
  rule('secrets', 'webhook-inside', 'error'),
  rule('secrets', 'secret-default', 'warning'),
] as const

export type Rule = (typeof RULES)[number]
export type RuleId = (typeof RULES)[number]['id']

export const SEVERITY_OF = Object.fromEntries(RULES.map(({ id, severity }) => [id, severity])) as Readonly<
  Record<RuleId, Severity>
>

function rule<const Id extends string>(family: RuleFamily, id: Id, severity: Severity) {
  return { id, severity, family }
}
