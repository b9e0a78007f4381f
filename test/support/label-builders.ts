import { DEFAULT_CODE_OPTIONS } from '#common/codes/code-options'
import type { LabelDesign } from '#common/labels/label-design'
import type { LabelFacts } from '#common/labels/label-texts'
import type { TextMeasure } from '#common/labels/text-pieces'

export function labelDesign(over: Partial<LabelDesign> = {}): LabelDesign {
  return {
    code: DEFAULT_CODE_OPTIONS,
    codePlace: 'left',
    align: 'start',
    textMm: 3,
    lines: [],
    logo: null,
    ...over,
  }
}

export function labelFacts(over: Partial<LabelFacts> = {}): LabelFacts {
  return {
    paymentId: 1063,
    title: null,
    orderNumber: null,
    sum: null,
    currency: null,
    due: null,
    payer: null,
    link: 'https://shop.example/~aB3dE',
    texts: [],
    ...over,
  }
}

/** A font in which every character is half as wide as it is high, and a bold one a little wider. */
export const halfWide: TextMeasure = (text, isBold) => Array.from(text).length * (isBold ? 0.55 : 0.5)

/** A picture of one pixel. */
export const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII='
