import { parseWebhookUrl } from '../../portals/parse-webhook-url'
import type { Findings } from '../findings'
import { isToken, stringOf, type Item } from '../item'
import { looksLikePlaceholder, looksRandom, looksSecret } from '../looks-secret'
import { providerOf } from '../provider'
import type { RuleContext } from '../rule-context'

/** Shorter than this, a default is a choice or a number and no secret. */
const MIN_SECRET_LENGTH = 6

/** Secrets that stand in the text. They are marked and never quoted: a problem's values go to lists and files. */
export function checkSecrets(context: RuleContext): void {
  checkTexts(context)
  checkSecretDefaults(context)
}

function checkTexts({ view, findings, mends }: RuleContext): void {
  visit(view.root)

  function visit(parent: Item): void {
    if (parent.node.kind === 'scalar') return
    for (const [index, { key, node }] of parent.node.parts.entries()) {
      const item: Item = { parent, key: key ?? index, index, node }
      if (node.kind !== 'scalar') visit(item)
      else if (node.value.kind === 'string') checkText(item, node.value.value)
    }
  }

  function checkText(item: Item, text: string): void {
    if (isToken(item) && !isNameOfCode(item, text)) {
      const rule = item.parent === view.root ? 'access-token' : 'auth-inside'
      findings.add(rule, item, { mark: 'key', fix: mends.remove(item) })
    } else if (holdsWebhook(text)) findings.add('webhook-inside', item)
    else if (holdsToken(text)) findings.add('access-token', item)
  }

  /** In PARAMS and OPTIONS, and in a field that was written as text, such a name is one like any other. */
  function isNameOfCode({ parent }: Item, text: string): boolean {
    const holder = parent?.key
    return holder === 'OPTIONS' || holder === 'PARAMS' || (holder === 'FIELDS' && view.codes.byName.has(text))
  }
}

/** A text that is not JSON yet is looked through as it is. */
export function checkSecretsInBrokenText(text: string, findings: Findings): void {
  for (const { 0: found, index } of text.matchAll(/https?:(?:\\?\/){2}[^\s"'<>]{1,300}/gi)) {
    if (holdsWebhook(found)) findings.addAt('webhook-inside', [], index, index + found.length)
  }
  for (const { 0: found, index } of text.matchAll(
    /"(?:auth|access_token|refresh_token)"\s{0,9}:\s{0,9}"[^"\n]{1,300}"/g,
  )) {
    findings.addAt('access-token', [], index, index + found.length)
  }
}

function holdsWebhook(text: string): boolean {
  if (!/rest(?:[\\/]|%2f)/i.test(text)) return false
  const found = parseWebhookUrl(text)
  if (found.ok) return isLikeSecret(found.secret)
  if (found.reason === 'several-addresses') return true
  // What the parser refuses for another reason, such as http, would open the portal all the same.
  const [, secret = ''] = /\/rest\/(?:api\/)?[1-9]\d{0,14}\/([a-z0-9]{10,200})(?![\w-])/i.exec(text) ?? []
  return isLikeSecret(secret)
}

/** A payment service may have an address of the same form, with a word where the secret would be. */
function isLikeSecret(secret: string): boolean {
  return /\d/.test(secret) || secret.length === 16
}

/** An address that carries an access token. */
function holdsToken(text: string): boolean {
  return /[?&](?:auth|access_token)=[\w.-]{16,}/i.test(text)
}

function checkSecretDefaults({ view, findings }: RuleContext): void {
  for (const code of view.codes.list) {
    const provider = providerOf(code.default)
    const value = stringOf(provider?.valueItem)?.trim() ?? ''
    if (provider?.key !== 'VALUE' || provider.valueItem === undefined || looksLikePlaceholder(value)) continue
    const label = stringOf(code.object?.get('NAME')) ?? ''
    const isOfSecret = (looksSecret(code.name) || looksSecret(label)) && value.length >= MIN_SECRET_LENGTH
    if (isOfSecret || looksRandom(value)) {
      findings.add('secret-default', provider.valueItem, { values: { code: code.name } })
    }
  }
}
