import * as v from 'valibot'
import { CodeOptions } from '../codes/code-options'

export const MAX_LABEL_LINES = 12
export const MAX_TEMPLATE_LENGTH = 300
export const MAX_LOGO_LENGTH = 400_000
export const LEAST_LOGO_RATIO = 0.05
export const MOST_LOGO_RATIO = 20

/**
 * One text on a label. Placeholders in braces stand for what is known of the payment: {payment}, {title}, {order}, {sum},
 * {due}, {payer}, {link}, or the name of one of its texts. A line all of whose placeholders are empty is left out.
 */
export const LabelLine = v.object({
  template: v.pipe(v.string(), v.maxLength(MAX_TEMPLATE_LENGTH)),
  size: v.picklist(['small', 'normal', 'large']),
  isBold: v.boolean(),
})
export type LabelLine = v.InferOutput<typeof LabelLine>

/** A picture beside the code, never on it; it is part of the sheet, which loads nothing. */
export const LabelLogo = v.object({
  dataUrl: v.pipe(
    v.string(),
    v.maxLength(MAX_LOGO_LENGTH),
    v.regex(/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+=*$/),
  ),
  /** Its height goes with the picture. */
  widthMm: v.pipe(v.number(), v.minValue(3), v.maxValue(100)),
  /** Height through width of the picture. */
  ratio: v.pipe(v.number(), v.minValue(LEAST_LOGO_RATIO), v.maxValue(MOST_LOGO_RATIO)),
})
export type LabelLogo = v.InferOutput<typeof LabelLogo>

/** What stands on a label, and where. */
export const LabelDesign = v.object({
  code: CodeOptions,
  /** Where the code stands; texts and logo take the rest. */
  codePlace: v.picklist(['left', 'right', 'top']),
  /** How texts stand in their room; `start` is the side their script begins at. */
  align: v.picklist(['start', 'centre', 'end']),
  /** The height of a normal text, in millimetres. */
  textMm: v.pipe(v.number(), v.minValue(1.2), v.maxValue(20)),
  lines: v.pipe(v.array(LabelLine), v.maxLength(MAX_LABEL_LINES)),
  logo: v.nullable(LabelLogo),
})
export type LabelDesign = v.InferOutput<typeof LabelDesign>
