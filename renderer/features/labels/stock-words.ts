import type { Stock } from '#common/sheets/stock'
import type { Text } from '#ui/use-text.ts'

export const STOCK_GROUPS = ['own', 'a4', 'letter', 'roll', 'receipt', 'page'] as const
export type StockGroup = (typeof STOCK_GROUPS)[number]

const LETTER_WIDTH_MM = 215.9

/** A person's own stocks are together, of whatever kind they are. */
export function groupOf(stock: Stock): StockGroup {
  if (stock.source === null) return 'own'
  if (stock.kind !== 'sheet') return stock.kind
  return stock.page.widthMm === LETTER_WIDTH_MM ? 'letter' : 'a4'
}

/** What a stock is called where no heading says of what kind it is. */
export function stockName(stock: Stock, text: Text): string {
  if (stock.maker !== '') return `${stock.maker} ${stock.number}`
  if (stock.source === null || stock.kind === 'sheet') return stock.number
  return text(`sheets.named-${stock.kind}`, { name: stock.number })
}

/** The size of its labels, and how many are on a page. */
export function stockSize(stock: Stock, text: Text): string {
  const size = { width: stock.label.widthMm, height: stock.label.heightMm }
  if (stock.kind === 'receipt') return text('sheets.size-receipt', size)
  const count = stock.columns * stock.rows
  return count === 1 ? text('sheets.size', size) : text('sheets.size-of-many', { ...size, count })
}

/** Those in whose name or sizes all searched words are; `x` stands for ×, and a comma for a point. */
export function findStocks(stocks: readonly Stock[], searched: string, text: Text): Stock[] {
  const words = plain(searched).split(' ').filter(Boolean)
  return stocks.filter(stock => {
    const sizes = [stock.label, stock.page].map(({ widthMm, heightMm }) => `${widthMm}x${heightMm}mm`)
    const facts = plain([stockName(stock, text), text(`sheets.group-${groupOf(stock)}`), ...sizes].join(' '))
    return words.every(word => facts.includes(word))
  })
}

/** A size is one word, however it is written: `62x29mm`. */
function plain(words: string): string {
  return words
    .toLowerCase()
    .replaceAll(',', '.')
    .replaceAll(/(\d)\s*[x×]\s*(?=\d)/g, '$1x')
    .replaceAll(/(\d)\s*mm\b/g, '$1mm')
    .replaceAll(/\s+/g, ' ')
}
