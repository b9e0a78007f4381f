import { MENU_LABELS, type MenuTexts } from '#common/app/app.contract'
import type { Text } from '#ui/use-text.ts'

/** The words of the application menu, which main shows and the window knows the language of. */
export function menuTexts(text: Text): MenuTexts {
  return Object.fromEntries(MENU_LABELS.map(label => [label, text(`menu.${label}`)])) as MenuTexts
}
