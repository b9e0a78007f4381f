import { MM_PER_INCH } from '#common/codes/code-geometry'
import { DEFAULT_CODE_OPTIONS, PRINTER_RESOLUTIONS } from '#common/codes/code-options'
import { drawLabel, type DrawnLabel, type LabelBox } from '#common/labels/draw-label'
import { SMALLEST_TEXT_MM } from '#common/labels/fit-texts'
import type { LabelDesign } from '#common/labels/label-design'
import type { LabelText } from '#common/labels/label-texts'
import { measureFrom, piecesOf } from '#common/labels/text-pieces'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { halfWide, labelDesign, PIXEL } from '../../../../support/label-builders'

const MATRIX = { moduleCount: 29, modules: new Uint8Array(29 * 29).fill(1) }
const BOX: LabelBox = { widthMm: 70, heightMm: 30, marginMm: 2 }
const LOGO = { dataUrl: PIXEL, widthMm: 10, ratio: 0.5 }

const plain = (text: string): LabelText => ({ text, size: 'normal', isBold: false })

function draw(over: { design?: Partial<LabelDesign>; texts?: readonly string[]; box?: Partial<LabelBox> } = {}) {
  return drawn(labelDesign(over.design), (over.texts ?? []).map(plain), { ...BOX, ...over.box })
}

/** Measures only what was announced, as the app does. */
function drawn(design: LabelDesign, texts: readonly LabelText[], box: LabelBox): DrawnLabel {
  const pieces = piecesOf(texts)
  const widths = pieces.map(({ text, isBold }) => halfWide(text, isBold))
  return drawLabel({ matrix: MATRIX, design, texts, box, measure: measureFrom(pieces, widths) })
}

interface Rectangle {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

interface Printed extends Rectangle {
  readonly text: string
  readonly sizeMm: number
}

describe('a label', () => {
  it('has the code on one side and the texts on the other', () => {
    const label = draw({ design: { codePlace: 'right' }, texts: ['Payment 1063'] })
    expect(label.code.xMm + label.code.sideMm).toBeCloseTo(68, 0)
    expect(linesOf(label)).toMatchObject([{ text: 'Payment 1063', left: 2, sizeMm: 3 }])
    expect(label.cut).toBeNull()
  })

  it('breaks a text at its spaces', () => {
    const label = draw({ texts: ['a long title that has no room in one line of a label'] })
    expect(linesOf(label).map(({ text }) => text)).toEqual(['a long title that has no', 'room in one line of a label'])
  })

  it('makes all texts smaller, in the same measure, before it breaks a word', () => {
    const label = draw({ texts: ['https://shop.example/~aB3dE-aB3dE', 'short'] })
    const sizes = linesOf(label).map(({ sizeMm }) => sizeMm)
    expect(sizes).toHaveLength(2)
    expect(sizes[0]).toBe(sizes[1])
    expect(sizes[0]).toBeLessThan(3)
    expect(label.cut).toBeNull()
  })

  it('breaks a word that would be too small in one line', () => {
    const label = draw({ texts: ['x'.repeat(100)] })
    expect(linesOf(label).length).toBeGreaterThan(1)
    expect(printedText(label)).toBe('x'.repeat(100))
    expect(label.cut).toBeNull()
  })

  it('cuts at the smallest size, says so, and prints nothing after it', () => {
    const label = draw({ texts: ['first', 'word '.repeat(300), 'never seen'], box: { heightMm: 29 } })
    const lines = linesOf(label)
    expect(lines.at(-1)?.text.endsWith('…')).toBe(true)
    expect(lines.every(({ sizeMm }) => sizeMm === SMALLEST_TEXT_MM)).toBe(true)
    expect(label.cut).toMatch(/^first\nword word .*…$/)
  })

  it('says that nothing is printed where there is no room beside the code', () => {
    const label = draw({ texts: ['Payment 1063'], box: { widthMm: 29.1 } })
    expect(label).toMatchObject({ cut: '' })
    expect(linesOf(label)).toEqual([])
  })

  it('gets as tall as its content on a receipt', () => {
    const label = draw({
      design: { codePlace: 'top' },
      texts: ['one', 'two'],
      box: { widthMm: 58, heightMm: null },
    })
    expect(label.heightMm).toBeCloseTo(2 + 25 + 2 * 3 * 1.3 + 2, 0)
    expect(label.cut).toBeNull()
  })

  it.each([
    { what: 'a Hebrew text', text: 'שלום 12', x: 'right', direction: 'rtl' },
    { what: 'an Arabic text after a number', text: '12 مرحبا', x: 'right', direction: 'rtl' },
    { what: 'a Latin text with a Hebrew word', text: 'Ada שלום', x: 'left', direction: 'ltr' },
  ])('begins $what at the $x', ({ text, x, direction }) => {
    const label = draw({ texts: [text] })
    expect(label.content).toContain(`direction="${direction}"`)
    const [line] = linesOf(label)
    expect(x === 'right' ? line?.right : line?.left).toBeCloseTo(
      x === 'right' ? 68 : label.code.xMm + label.code.sideMm,
    )
  })

  it('escapes what it prints', () => {
    const label = draw({ texts: ['</text><script>1</script>'] })
    expect(label.content).not.toContain('<script')
    expect(printedText(label)).toBe('</text><script>1</script>')
  })

  it('puts the light colour behind the whole code, unless it is the paper’s', () => {
    expect(draw().content).not.toContain('<rect')
    const { content, code } = draw({ design: { code: { ...DEFAULT_CODE_OPTIONS, light: '#fff4e0', dark: '#005a2b' } } })
    expect(rectangleOf(/<rect ([^>]*)>/.exec(content)?.[1] ?? '')).toEqual(squareOf(code, 5))
    expect(content).toContain('fill="#fff4e0"')
    expect(content).toContain('fill="#005a2b"')
  })

  it('puts a logo above the texts beside the code, and left of a code on top', () => {
    const besideTexts = draw({ design: { logo: LOGO }, texts: ['Payment'] })
    expect(logoOf(besideTexts)?.bottom).toBeLessThan(linesOf(besideTexts)[0]?.top ?? 0)
    const besideCode = draw({ design: { logo: LOGO, codePlace: 'top' } })
    expect(logoOf(besideCode)?.right).toBeLessThan(besideCode.code.xMm)
  })

  it('leaves out a logo that would be too small, and says so', () => {
    const label = draw({ design: { logo: LOGO }, texts: ['1'], box: { widthMm: 30.5 } })
    expect(logoOf(label)).toBeNull()
    expect(label.cut).toBe('1')
  })

  it('refuses a label that has no room for the code, and says how much it needs', () => {
    expect(() => draw({ box: { heightMm: 26 } })).toThrow(
      expect.objectContaining({ code: 'invalid-input', details: { reason: 'label-too-small', neededMm: 29 } }),
    )
  })
})

describe('a code that is asked for as large as its label', () => {
  it.each(PRINTER_RESOLUTIONS)('has room at %i dpi, and is at most a dot smaller', dpi => {
    fc.assert(
      fc.property(fc.integer({ min: 150, max: 400 }), fc.constantFrom(0, 0.8, 1.5, 2), (tenths, marginMm) => {
        const mm = tenths / 10
        const heightMm = mm + 2 * marginMm
        const design = labelDesign({ code: { ...DEFAULT_CODE_OPTIONS, dpi, sizing: { by: 'side', mm } } })
        const { code } = drawn(design, [], { widthMm: 70, heightMm, marginMm })
        expect(code.sideMm).toBeLessThanOrEqual(mm + 1e-6)
        expect(code.sideMm).toBeGreaterThan(mm - MM_PER_INCH / dpi)
        expect(code.yMm + code.sideMm).toBeLessThanOrEqual(heightMm + 1e-6)
      }),
    )
  })

  it.each([28, 36])('of %i mm is refused where it is larger by a tenth of a millimetre', mm => {
    const design = { code: { ...DEFAULT_CODE_OPTIONS, sizing: { by: 'side' as const, mm: mm + 0.1 } } }
    expect(() => draw({ design, box: { heightMm: mm + 4 } })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ reason: 'label-too-small' }) as unknown }),
    )
  })
})

describe('any label', () => {
  const strings = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map(units => String.fromCharCode(...units)),
    fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 12 }), { maxLength: 40 }).map(words => words.join(' ')),
    fc.constantFrom(
      '付款请扫描这个代码',
      'भुगतान के लिए स्कैन करें',
      'امسح للدفع 12',
      '👩‍👩‍👧🇩🇪 e\u0301',
      'Zahlung bis 24.12.2026',
    ),
  )
  const texts = fc.array(
    fc.record({ text: strings, size: fc.constantFrom('small', 'normal', 'large'), isBold: fc.boolean() }),
    { maxLength: 6 },
  )
  const designs = fc
    .record({
      codePlace: fc.constantFrom('left', 'right', 'top'),
      align: fc.constantFrom('start', 'centre', 'end'),
      textMm: fc.double({ min: 1.2, max: 20, noNaN: true }),
      logo: fc.option(
        fc.record({
          widthMm: fc.double({ min: 3, max: 100, noNaN: true }),
          ratio: fc.double({ min: 0.05, max: 20, noNaN: true }),
        }),
      ),
      code: fc.record({
        dpi: fc.constantFrom(...PRINTER_RESOLUTIONS),
        quietZone: fc.integer({ min: 4, max: 8 }),
        sizing: fc.oneof(
          fc.record({ by: fc.constant('side'), mm: fc.double({ min: 15, max: 40, noNaN: true }) }),
          fc.record({ by: fc.constant('module'), mm: fc.double({ min: 0.3, max: 0.9, noNaN: true }) }),
        ),
      }),
    })
    .map(({ logo, code, ...design }) =>
      labelDesign({
        ...design,
        logo: logo === null ? null : { ...logo, dataUrl: PIXEL },
        code: { ...DEFAULT_CODE_OPTIONS, ...code },
      }),
    )
  const boxes = fc.record({
    widthMm: fc.double({ min: 46, max: 210, noNaN: true }),
    heightMm: fc.option(fc.double({ min: 46, max: 150, noNaN: true })),
    marginMm: fc.double({ min: 0, max: 2, noNaN: true }),
  })
  const labels = fc.record({ design: designs, texts, box: boxes })

  function check(
    judge: (label: DrawnLabel, given: { design: LabelDesign; texts: readonly LabelText[]; box: LabelBox }) => void,
  ) {
    fc.assert(
      fc.property(labels, given => judge(drawn(given.design, given.texts, given.box), given)),
      { numRuns: 150 },
    )
  }

  it('draws nothing outside its box', () => {
    check((label, { box }) => {
      const whole = { left: 0, top: 0, right: box.widthMm, bottom: label.heightMm }
      if (box.heightMm !== null) expect(label.heightMm).toBe(box.heightMm)
      for (const part of [squareOf(label.code), logoOf(label), ...linesOf(label)]) {
        if (part !== null) expect(isInside(part, whole)).toBe(true)
      }
    })
  })

  it('lets neither texts nor logo touch the code and its quiet zone, nor each other', () => {
    check(label => {
      const [code, logo] = [squareOf(label.code), logoOf(label)]
      if (logo !== null) expect(overlap(logo, code)).toBe(false)
      for (const line of linesOf(label)) {
        expect(overlap(line, code)).toBe(false)
        if (logo !== null) expect(overlap(line, logo)).toBe(false)
      }
    })
  })

  it('keeps the code on whole dots of its resolution', () => {
    check((label, { design }) => {
      const dots = (lengthMm: number) => (lengthMm / MM_PER_INCH) * design.code.dpi
      for (const length of [label.code.xMm, label.code.yMm, label.code.sideMm, label.code.moduleMm]) {
        expect(dots(length)).toBeCloseTo(Math.round(dots(length)), 4)
      }
    })
  })

  it('prints every text whole, unless it says what is printed', () => {
    check((label, { texts: wanted }) => {
      const printed = printedText(label)
      if (label.cut === null) {
        const asked = piecesOf(wanted).length === 0 ? '' : wanted.map(({ text }) => text).join(' ')
        expect(printed).toBe(withoutSpaces(asked))
      } else {
        expect(withoutSpaces(label.cut)).toBe(printed)
      }
    })
  })
})

function withoutSpaces(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029\u200b]|[^\S\u00a0\u2007\u202f\ufeff]/gu, '')
    .replace(/[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
}

function squareOf({ xMm, yMm, sideMm }: DrawnLabel['code'], digits?: number): Rectangle {
  const square = { left: xMm, top: yMm, right: xMm + sideMm, bottom: yMm + sideMm }
  if (digits === undefined) return square
  const rounded = (value: number) => expect.closeTo(value, digits - 1) as number
  return {
    left: rounded(square.left),
    top: rounded(square.top),
    right: rounded(square.right),
    bottom: rounded(square.bottom),
  }
}

function logoOf({ content }: DrawnLabel): Rectangle | null {
  const attributes = /<image ([^>]*)>/.exec(content)?.[1]
  return attributes === undefined ? null : rectangleOf(attributes)
}

/** The lines with the room that they take, from the label's corner. */
function linesOf({ content }: DrawnLabel): Printed[] {
  const [, room = '', inside = ''] = /<svg ([^>]*)>(.*)<\/svg>/s.exec(content) ?? []
  if (room === '') return []
  const { left, top } = rectangleOf(room)
  return Array.from(inside.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g), ([, attributes = '', escaped = '']) => {
    const text = escaped.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => CHARACTERS[name] ?? '')
    const [x, y, sizeMm] = [number(attributes, 'x'), number(attributes, 'y'), number(attributes, 'font-size')]
    const widthMm = halfWide(text, attributes.includes('font-weight="700"')) * sizeMm
    const isRightToLeft = attributes.includes('direction="rtl"')
    const shares = { start: isRightToLeft ? 1 : 0, middle: 0.5, end: isRightToLeft ? 0 : 1 }
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1] as keyof typeof shares
    const begin = left + x - widthMm * shares[anchor]
    return { text, sizeMm, left: begin, right: begin + widthMm, top: top + y - sizeMm, bottom: top + y + 0.3 * sizeMm }
  })
}

const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function printedText(label: DrawnLabel): string {
  return withoutSpaces(
    linesOf(label)
      .map(({ text }) => text)
      .join(''),
  )
}

function rectangleOf(attributes: string): Rectangle {
  const [left, top] = [number(attributes, 'x'), number(attributes, 'y')]
  return { left, top, right: left + number(attributes, 'width'), bottom: top + number(attributes, 'height') }
}

function number(attributes: string, name: string): number {
  return Number(new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? NaN)
}

const TOLERANCE_MM = 1e-3

function isInside(one: Rectangle, other: Rectangle): boolean {
  return (
    one.left >= other.left - TOLERANCE_MM &&
    one.top >= other.top - TOLERANCE_MM &&
    one.right <= other.right + TOLERANCE_MM &&
    one.bottom <= other.bottom + TOLERANCE_MM
  )
}

function overlap(one: Rectangle, other: Rectangle): boolean {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  return across > TOLERANCE_MM && down > TOLERANCE_MM
}
