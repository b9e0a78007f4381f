import * as v from 'valibot'

/** The share of a code that may be lost, from about 7 % (L) to 30 % (H) (ISO/IEC 18004). */
export const CORRECTION_LEVELS = ['L', 'M', 'Q', 'H'] as const
export const CorrectionLevel = v.picklist(CORRECTION_LEVELS)
export type CorrectionLevel = v.InferOutput<typeof CorrectionLevel>

/** Dots an inch of common printers: label printers, office printers, photo printers. */
export const PRINTER_RESOLUTIONS = [203, 300, 600, 1200] as const
export const PrinterResolution = v.picklist(PRINTER_RESOLUTIONS)
export type PrinterResolution = v.InferOutput<typeof PrinterResolution>

const Colour = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/))

/** What a size and a quiet zone have to be within; scanners need a quiet zone of four modules (ISO/IEC 18004). */
export const SIZE_BOUNDS_MM = { side: { least: 10, most: 200 }, module: { least: 0.1, most: 5 } } as const
export const QUIET_ZONE_BOUNDS = { least: 4, most: 20 } as const

/** By the whole square with its quiet zone, or by one module; both in millimetres. */
export const CodeSizing = v.variant('by', [
  v.object({ by: v.literal('side'), mm: within(SIZE_BOUNDS_MM.side) }),
  v.object({ by: v.literal('module'), mm: within(SIZE_BOUNDS_MM.module) }),
])
export type CodeSizing = v.InferOutput<typeof CodeSizing>

/** How a code is drawn. */
export const CodeOptions = v.object({
  level: CorrectionLevel,
  /** Takes a higher level where the code gets no more modules by it. */
  raisesLevel: v.boolean(),
  sizing: CodeSizing,
  /** Light modules on each side. */
  quietZone: v.pipe(within(QUIET_ZONE_BOUNDS), v.integer()),
  dark: Colour,
  light: Colour,
  dpi: PrinterResolution,
})
export type CodeOptions = v.InferOutput<typeof CodeOptions>

export const DEFAULT_CODE_OPTIONS: CodeOptions = {
  level: 'M',
  raisesLevel: true,
  sizing: { by: 'side', mm: 25 },
  quietZone: 4,
  dark: '#000000',
  light: '#ffffff',
  dpi: 300,
}

/** The size that a person asks for, with the quiet zone that a code needs. */
export function ofSide(mm: number, dpi: PrinterResolution): Pick<CodeOptions, 'sizing' | 'quietZone' | 'dpi'> {
  return { sizing: { by: 'side', mm }, quietZone: DEFAULT_CODE_OPTIONS.quietZone, dpi }
}

function within({ least, most }: { readonly least: number; readonly most: number }) {
  return v.pipe(v.number(), v.minValue(least), v.maxValue(most))
}
