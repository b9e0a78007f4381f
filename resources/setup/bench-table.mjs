/**
 * @typedef {{ count: number, min: number, median: number, max: number }} Spread
 * @typedef {object} Figure
 * @property {string} name
 * @property {string} unit
 * @property {string} baseline
 * @property {Spread} paydesk
 * @property {Spread} bare
 * @property {number} ratio
 */

const HEADS = ['measured', 'Paydesk', 'beside', 'it has', 'ratio']

/**
 * The figures as a table in Markdown: medians, with the least and the most in brackets.
 *
 * @param {{ figures: readonly Figure[] }} bench
 */
export function benchTable({ figures }) {
  const rows = figures.map(({ name, unit, baseline, paydesk, bare, ratio }) => [
    name,
    spread(paydesk, unit),
    baseline,
    spread(bare, unit),
    ratio.toFixed(2),
  ])
  return [HEADS, HEADS.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

/** @param {Spread} spread @param {string} unit */
function spread({ min, median, max }, unit) {
  return `${short(median)} ${unit} (${short(min)} to ${short(max)})`
}

/** @param {number} value */
function short(value) {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
