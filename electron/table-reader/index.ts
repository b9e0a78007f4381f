import { TableRequest, type TableReply } from '#common/payments/table-messages'
import * as v from 'valibot'
import { readTable } from './read-table'

/** What Electron gives a utility process to talk to main; a plain Node process has none. */
interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void
  postMessage(message: TableReply): void
}

const { parentPort } = process as unknown as { readonly parentPort: ParentPort }

parentPort.on('message', ({ data }) => {
  const request = v.safeParse(TableRequest, data)
  if (request.success) void answer(request.output)
})

async function answer({ bytes, sheet }: TableRequest): Promise<void> {
  const result = await readTable(bytes, sheet)
  parentPort.postMessage(
    result.ok
      ? { kind: 'table', table: result.table.map(row => [...row]), sheets: [...result.sheets], sheet: result.sheet }
      : { kind: 'refused', problem: result.problem },
  )
}
