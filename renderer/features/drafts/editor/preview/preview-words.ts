import type { BuyerWords } from '#common/preview/buyer-page'
import type { FieldOrigin, ModePreview } from '#common/preview/mode-preview'
import type { Text } from '#ui/use-text.ts'

/** Where a value comes from, in a few words. */
export function originWords(text: Text, source: FieldOrigin): string {
  switch (source.kind) {
    case 'code': {
      const { code, origin, isVisible } = source
      const from =
        origin.kind === 'provided' || origin.kind === 'nothing'
          ? text(`preview.origin-${origin.kind}`, { code, provider: origin.provider, value: origin.value })
          : text(`preview.origin-${origin.kind}`, { code })
      return isVisible ? text('preview.origin-visible', { from }) : from
    }
    case 'unknown-code':
      return text('preview.origin-unknown-code', { code: source.code })
    default:
      return text(`preview.origin-${source.kind}`)
  }
}

/** The words on a buyer's page. */
export function buyerWords(text: Text, language: string): BuyerWords {
  return {
    language,
    pay: text('preview.page-pay'),
    emptyList: text('preview.page-empty-list'),
    frame: text('preview.page-frame'),
    frameSize: text('preview.page-frame-size'),
  }
}

/** The fields as lines with tabs, as spreadsheets take them. */
export function fieldLines(text: Text, { fields }: ModePreview): string {
  const heads = [text('preview.column-name'), text('preview.column-value'), text('preview.column-from')]
  const rows = fields.map(({ name, value, source }) => [name, value, originWords(text, source)])
  return [heads, ...rows].map(cells => cells.map(cell => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n')
}
