import { RULES } from '../common/checker/rules'
import words from '../common/checker/words/en.json'

const MESSAGES: Readonly<Record<string, string>> = words
const HEAD = ['rule', 'severity', 'about', 'if ignored'] as const

/** All rules as a Markdown table, aligned as Prettier would align it. */
export function rulesTable(): string {
  const rows = RULES.map(({ id, severity }) => [`\`${id}\``, severity, plain(id, 'title'), plain(id, 'consequence')])
  const table = [[...HEAD], ...rows]
  const widths = HEAD.map((_, column) => Math.max(...table.map(row => lengthOf(row[column] ?? ''))))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell))).join(' | ')} |`
  const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`
  return [line(HEAD), rule, ...rows.map(line)].join('\n') + '\n'
}

/** The message before its values are put in: what stands there for one is shown as an ellipsis. */
function plain(rule: string, part: 'title' | 'consequence'): string {
  const message = MESSAGES[`checker.${rule}.${part}`] ?? ''
  return message.replaceAll(/\{[^}]*\}/g, '…').replaceAll('|', '\\|')
}

function lengthOf(text: string): number {
  return Array.from(text).length
}
