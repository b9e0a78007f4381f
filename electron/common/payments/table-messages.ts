import * as v from 'valibot'
import { TableProblem } from './table'

const SheetIndex = v.pipe(v.number(), v.integer(), v.minValue(0))

/**
 * What main says to the process that reads a file with payments: what is in it, and which of the sheets that hold anything
 * is wanted. The process reads one and is ended.
 */
export const TableRequest = v.object({ bytes: v.instance(Uint8Array), sheet: SheetIndex })
export type TableRequest = v.InferOutput<typeof TableRequest>

/** What the process says back. */
export const TableReply = v.variant('kind', [
  v.object({
    kind: v.literal('table'),
    table: v.array(v.array(v.string())),
    sheets: v.array(v.string()),
    sheet: SheetIndex,
  }),
  v.object({ kind: v.literal('refused'), problem: TableProblem }),
])
export type TableReply = v.InferOutput<typeof TableReply>
