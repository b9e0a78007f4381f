import { DEFAULT_CODE_OPTIONS, type CodeOptions } from '#common/codes/code-options'
import type { LabelDesign, LabelLine, LabelLogo } from '#common/labels/label-design'
import type { Text } from '#ui/use-text.ts'

export const PRESETS = ['code-only', 'order-and-sum', 'payers-slip'] as const
export type Preset = (typeof PRESETS)[number]

const NORMAL_TEXT_MM = 3
const SLIP_TEXT_MM = 3.5

/** A design to begin with; how the code is drawn and the logo stay as they are. */
export function presetDesign(
  preset: Preset,
  text: Text,
  kept: { readonly code: CodeOptions; readonly logo: LabelLogo | null } = { code: DEFAULT_CODE_OPTIONS, logo: null },
): LabelDesign {
  switch (preset) {
    case 'code-only':
      return { ...kept, codePlace: 'top', align: 'centre', textMm: NORMAL_TEXT_MM, lines: [] }
    case 'order-and-sum':
      return {
        ...kept,
        codePlace: 'left',
        align: 'start',
        textMm: NORMAL_TEXT_MM,
        lines: [
          line(text('labels.line-order', { order: '{order}' }), 'normal', true),
          line('{sum}', 'large', true),
          line('{due}', 'small'),
        ],
      }
    case 'payers-slip':
      return {
        ...kept,
        codePlace: 'top',
        align: 'centre',
        textMm: SLIP_TEXT_MM,
        lines: [
          line('{title}', 'large', true),
          line('{payer}', 'normal'),
          line(text('labels.line-order', { order: '{order}' }), 'normal'),
          line('{sum}', 'large', true),
          line(text('labels.line-due', { due: '{due}' }), 'normal'),
          line('{link}', 'small'),
        ],
      }
  }
}

function line(template: string, size: LabelLine['size'], isBold = false): LabelLine {
  return { template, size, isBold }
}
