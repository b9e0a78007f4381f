import { escapeMarkup } from '../codes/escape-markup'
import type { BuyerInput, ModePreview } from './mode-preview'

/** The words of a buyer's page, in the language of who looks at it. */
export interface BuyerWords {
  readonly language: string
  readonly pay: string
  readonly emptyList: string
  /** Stands where the page of the payment service would be. */
  readonly frame: string
  readonly frameSize: string
}

// SECURITY: the frame has an empty sandbox already; this keeps even a fault of the escaping from loading anything.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"

/** Always light, as a shop's page would be. */
const STYLE = `
:root { color-scheme: light; font: 14px/1.45 system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; }
* { box-sizing: border-box; }
body { background: #fff; color: #1f2733; margin: 0; overflow-wrap: anywhere; padding: 14px; }
.field { display: block; margin: 0 0 10px; }
.label { display: block; font-weight: 600; margin: 0 0 3px; }
.tick .label { display: inline; font-weight: 400; }
input[readonly], .list { background: #fff; border: 1px solid #7b8594; border-radius: 4px; color: inherit; font: inherit;
  min-height: 32px; padding: 4px 8px; width: 100%; }
.list { color: #5a6473; }
.pay { background: #1657bd; border-radius: 4px; color: #fff; display: inline-block; font-weight: 600; padding: 7px 18px; }
.link { color: #1657bd; text-decoration: underline; }
.frame { align-content: start; background: repeating-linear-gradient(45deg, #f4f6f9 0 12px, #fff 12px 24px);
  border: 2px dashed #7b8594; display: grid; gap: 6px; height: 350px; justify-items: center; padding: 12px;
  text-align: center; }
.frame p { background: #fff; margin: 0; padding: 2px 6px; }
code { font: 12px ui-monospace, 'DejaVu Sans Mono', monospace; }
`

/**
 * What a buyer would see, as a whole page. There is nothing in it that runs, that loads anything, or that leads
 * anywhere: an address of the handler is text, and no element is a form or a link.
 */
export function buyerPage(mode: ModePreview, words: BuyerWords): string {
  return `<!doctype html>
<html lang="${escapeMarkup(words.language)}">
<head>
<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(POLICY)}">
<meta charset="utf-8">
<title>${escapeMarkup(words.pay)}</title>
<style>${STYLE}</style>
</head>
<body>
${contentOf(mode, words)}
</body>
</html>
`
}

function contentOf({ shape, inputs, actionUri }: ModePreview, words: BuyerWords): string {
  if (shape === 'frame') {
    return `<div class="frame"><p>${escapeMarkup(words.frame)}</p><p><code>${escapeMarkup(actionUri)}</code></p>
<p>${escapeMarkup(words.frameSize)}</p></div>`
  }
  const button = `<span class="${shape === 'link' ? 'link' : 'pay'}">${escapeMarkup(words.pay)}</span>`
  return `${inputs.map(input => inputOf(input, words)).join('\n')}
${button}`
}

function inputOf({ label, type, value }: BuyerInput, words: BuyerWords): string {
  const name = escapeMarkup(label)
  switch (type) {
    case 'text':
      return `<label class="field"><span class="label">${name}</span>
<input readonly tabindex="-1" value="${escapeMarkup(value)}"></label>`
    case 'checkbox':
      return `<label class="field tick"><input type="checkbox" disabled${value === 'Y' ? ' checked' : ''}>
<span class="label">${name}</span></label>`
    case 'list':
      return `<div class="field"><span class="label">${name}</span><div class="list">${escapeMarkup(words.emptyList)}</div></div>`
  }
}
