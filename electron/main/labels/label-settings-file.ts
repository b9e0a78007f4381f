import { join } from 'node:path'
import * as v from 'valibot'
import { LabelDesign } from '#common/labels/label-design'
import { SheetSetup } from '#common/sheets/sheet-setup'
import type { TroubleSink } from '../storage/file-troubles'
import { createJsonFile, type JsonFile } from '../storage/json-file'

const LabelSettings = v.object({ lastUsed: v.nullable(v.object({ design: LabelDesign, setup: SheetSetup })) })
export type LabelSettings = v.InferOutput<typeof LabelSettings>

/** How labels were made last, in a file of its own. */
export function createLabelSettingsFile(parts: TroubleSink & { readonly folder: string }): JsonFile<LabelSettings> {
  const { folder, ...troubles } = parts
  return createJsonFile({
    path: join(folder, 'label-settings.json'),
    schema: LabelSettings,
    migrations: [],
    byDefault: () => ({ lastUsed: null }),
    ...troubles,
  })
}
