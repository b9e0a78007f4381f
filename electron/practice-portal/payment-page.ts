import { createHash } from 'node:crypto'
import type { Arrival } from '#common/preview/preview.contract'
import type { Order, Payment } from './portal-state'

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; padding: 2rem 1rem; }
main { max-width: 30rem; margin: 0 auto; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.5rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; }
`

// SECURITY: a page of ours runs no script, loads nothing and sits in no frame; its one style is allowed by its hash.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  // SECURITY: the address holds the access hash, so it is neither sent on nor kept.
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const

/** The page that a payment link opens: what the buyer is asked to pay, and whether it has been paid. */
export function paymentPage(order: Order, payment: Payment): string {
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
</dl>`,
  )
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
