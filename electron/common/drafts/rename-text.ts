import { setText } from '../form/form-edits'
import { firstDuplicateKey } from '../json/duplicate-keys'
import { editsToReach } from '../json/edits-to-reach'
import { parseJson } from '../json/json-value'
import { applyTextEdits } from '../json/text-edit'

/** The text with another NAME by a smallest edit; the same text where it is no JSON object or has a key twice. */
export function renameText(text: string, name: string): string {
  const parsed = parseJson(text)
  if (!parsed.ok || parsed.value.kind !== 'object' || firstDuplicateKey(parsed.value) !== null) return text
  const wanted = setText(parsed.value, ['NAME'], name)
  return wanted === undefined ? text : applyTextEdits(text, editsToReach(text, wanted))
}
