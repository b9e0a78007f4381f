import { importHandlers, type Imported } from '#common/importer/import-handlers'
import { createRedactor, findSecrets } from '#common/importer/secrets'

/** What a text from elsewhere holds. */
export interface SourceReading {
  readonly imported: Imported
  /** The text itself with each token and webhook masked: all of it that may be shown or kept. */
  readonly clean: string
}

/** Reads a text from elsewhere. Never throws; a megabyte takes up to a second. */
export function readSource(source: string): SourceReading {
  return { imported: importHandlers(source), clean: createRedactor(findSecrets(source))(source).text }
}

/** Whether there is nothing to decide: the text is a draft as it stands, readable or not. */
export function isPlainText(source: string, { imported: { handlers }, clean }: SourceReading): boolean {
  if (clean !== source) return false
  const [first, ...others] = handlers
  if (first === undefined) return true
  return others.length === 0 && first.form === 'json' && first.repairs.length === 0
}
