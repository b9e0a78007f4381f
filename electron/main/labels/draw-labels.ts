import { setImmediate as letOthersRun } from 'node:timers/promises'
import type { LabelDesign } from '#common/labels/label-design'
import { drawLabel, type DrawnLabel, type LabelBox } from '#common/labels/draw-label'
import { labelTexts, type LabelFacts, type LabelText } from '#common/labels/label-texts'
import { measureFrom, piecesOf, type TextMeasure } from '#common/labels/text-pieces'
import { throwIfCancelled } from '../codes/cancellation'
import { drawCode } from '../codes/qr-matrix'
import type { Rasteriser } from '../codes/rasteriser'

/** A label, and whose code it has. */
export interface DrawnPaymentLabel extends DrawnLabel {
  readonly paymentId: number
  /** The address that its code holds. */
  readonly link: string
}

export interface LabelDrawing {
  readonly design: LabelDesign
  readonly locale: string
  readonly box: LabelBox
  readonly signal: AbortSignal
}

/** Drawing a label takes about a millisecond, in which nothing else runs. */
const LABELS_AT_A_STRETCH = 10

/**
 * Draws labels of payments; `told` takes how many were drawn so far. Errors: cancelled; those of `drawLabel`; those of the
 * rasteriser, which measures the texts.
 */
export async function drawLabels(
  payments: readonly LabelFacts[],
  drawing: LabelDrawing,
  rasteriser: Pick<Rasteriser, 'measure'>,
  told: (drawn: number) => void,
): Promise<DrawnPaymentLabel[]> {
  const { design, locale, box, signal } = drawing
  const texts = payments.map(facts => labelTexts(design, facts, locale))
  const measure = await measured(texts.flat(), rasteriser)
  const labels: DrawnPaymentLabel[] = []
  for (const [index, facts] of payments.entries()) {
    if (index % LABELS_AT_A_STRETCH === 0) {
      await letOthersRun()
      throwIfCancelled(signal)
      told(index)
    }
    const matrix = drawCode(facts.link, design.code)
    const label = drawLabel({ matrix, design, texts: texts[index] ?? [], box, measure })
    labels.push({ ...label, paymentId: facts.paymentId, link: facts.link })
  }
  return labels
}

async function measured(texts: readonly LabelText[], rasteriser: Pick<Rasteriser, 'measure'>): Promise<TextMeasure> {
  const pieces = piecesOf(texts)
  return measureFrom(pieces, pieces.length === 0 ? [] : await rasteriser.measure(pieces))
}
