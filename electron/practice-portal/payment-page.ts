import { createHash } from 'node:crypto'
import type { Arrival } from '#common/preview/preview.contract'
import { encodeForm } from '#common/preview/encode-form'
import type { BuyerInput } from '#common/preview/mode-preview'
import type { PaymentOffer } from './payment-offer'
import type { Order, Payment } from './portal-state'

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; padding: 2rem 1rem; }
main { max-width: 30rem; margin: 0 auto; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.5rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; }
form { display: grid; gap: 0.75rem; justify-items: start; }
label > span { display: block; font-weight: 600; }
input, select, button { font: inherit; min-height: 2rem; vertical-align: middle; }
`

// SECURITY: a page of ours runs no script, loads nothing, sends to nobody but us and sits in no frame; its one style is
// allowed by its hash.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  // SECURITY: the address holds the access hash, so it is neither sent to others nor kept. With `no-referrer` a form
  // would not say that it is ours either, and would be refused.
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const

/** What a buyer can pay with, and where it is sent to, which is never where the handler says. */
export interface PageOffer extends PaymentOffer {
  readonly actionPath: string
}

/** What is said of each thing that a buyer may be shown. */
const SHOWN: Readonly<Record<PageOffer['mode']['shape'], string>> = {
  form: 'The buyer’s browser would send this form to the payment service.',
  link: 'The buyer would follow this link to the payment service.',
  'form-first': 'Once this form is sent, the portal would ask the payment service, and send the buyer on.',
  straight: 'The portal would ask the payment service, and send the buyer on.',
  frame: 'The page of the payment service would stand here in a frame, and be given these values by a message.',
}

/** The page that a payment link opens: what the buyer is asked to pay, whether it has been paid, and how it can be. */
export function paymentPage(order: Order, payment: Payment, offer?: PageOffer): string {
  const title = `Payment ${payment.accountNumber}`
  return page(
    title,
    `<h1>${escapeHtml(title)}</h1>
<dl>
<dt>Payment</dt><dd>${payment.id}</dd>
<dt>Order</dt><dd>${order.id}: <span lang="${escapeHtml(order.language)}">${escapeHtml(order.title)}</span></dd>
<dt>Payer</dt><dd lang="${escapeHtml(order.language)}">${escapeHtml(order.payer)}</dd>
<dt>Sum</dt><dd>${escapeHtml(moneyText(payment.sum, order.currency))}</dd>
<dt>State</dt><dd>${payment.isPaid ? 'Paid' : 'Not paid'}</dd>
</dl>${offer === undefined || payment.isPaid ? '' : offered(offer)}`,
  )
}

function offered({ systemName, mode, actionPath }: PageOffer): string {
  const { shape, transport, fields, inputs } = mode
  const action = escapeHtml(actionPath)
  const sent = fields.map(({ name, value }) => {
    const input = inputs.find(({ field }) => field === name)
    return input === undefined ? hiddenInput(name, value) : buyerInput(input)
  })
  const notSent = inputs.filter(({ field }) => !fields.some(({ name }) => name === field))
  const way =
    shape === 'link'
      ? `<p><a href="${action}?${escapeHtml(encodeForm(fields))}">Pay</a></p>`
      : `<form action="${action}" method="${transport === 'GET' ? 'get' : 'post'}">
${[...sent, ...notSent.map(buyerInput)].join('\n')}
<button>Pay</button>
</form>`
  return `
<h2>${escapeHtml(systemName)}</h2>
<p>${SHOWN[shape]} Here it goes to the practice portal itself, which shows what arrived.</p>
${way}`
}

function buyerInput({ field, label, type, value }: BuyerInput): string {
  const [name, title] = [escapeHtml(field), escapeHtml(label)]
  switch (type) {
    case 'text':
      return `<label><span>${title}</span><input name="${name}" value="${escapeHtml(value)}"></label>`
    case 'checkbox':
      // Not documented; what is not ticked is taken to be sent as N.
      return `${hiddenInput(field, 'N')}<label><input type="checkbox" name="${name}" value="Y"> ${title}</label>`
    case 'list':
      return `<label><span>${title}</span><select></select></label>`
  }
}

function hiddenInput(name: string, value: string): string {
  return `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`
}

/** What a buyer's browser sent to the action address. */
export function arrivalPage({ verb, fields }: Arrival): string {
  const rows = fields.map(({ name, value }) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`)
  return page(
    'What arrived',
    `<h1>What arrived</h1>
<p>A payment service would have received these ${fields.length} fields by ${escapeHtml(verb)}. Nothing was paid.</p>
<dl>
${rows.join('\n')}
</dl>`,
  )
}

export function linkNotFoundPage(): string {
  return page(
    'Link not found',
    '<h1>Link not found</h1>\n<p>This payment link does not exist or is no longer valid.</p>',
  )
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${content}
<p><small>This is the practice portal. Nothing here costs money.</small></p>
</main>
</body>
</html>
`
}

function moneyText(sum: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' }).format(sum)
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)
}
