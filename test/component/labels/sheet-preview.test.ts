import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, shallowRef, type ShallowRef } from 'vue'
import type { MadeSheet, SheetId } from '#common/labels/labels.contract'
import type { SheetZoom } from '#common/settings/settings.contract'
import SheetPreview from '../../../renderer/features/labels/components/SheetPreview.vue'
import { mountUi } from '../ui/mount-ui'

interface Asked {
  readonly page: number
  readonly dpi: number
  readonly answer: () => void
}

const DOT =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const SHEET: MadeSheet = {
  id: 'sheet' as SheetId,
  title: 'Fair',
  pageCount: 3,
  widthMm: 200,
  heightMm: 100,
  bytes: 1,
  labelCount: 9,
  verifiedCount: 8,
  failed: [{ paymentId: 7, page: 2, xMm: 100, yMm: 25, widthMm: 50, heightMm: 50, problem: 'differs' }],
  cut: [],
  cutCount: 0,
  unprovenCount: 0,
  oldFacts: { beforeLinkCount: 0, unknownCount: 0, oldestReadAt: null },
  oldestFetchedAt: null,
  code: null,
}

beforeEach(() => page.viewport(900, 800))

function show(first: SheetZoom = 100) {
  const asked: Asked[] = []
  const zoom: ShallowRef<SheetZoom> = shallowRef(first)
  const sheet = shallowRef(SHEET)
  const ask = (wanted: { page: number; dpi: number }) =>
    new Promise(done => asked.push({ ...wanted, answer: () => done({ ok: true, value: { dataUrl: DOT } }) }))
  Object.defineProperty(window, 'bridge', { value: { labels: { page: ask } }, configurable: true })
  onTestFinished(() => {
    Reflect.deleteProperty(window, 'bridge')
  })
  mountUi(() =>
    h(SheetPreview, {
      sheet: sheet.value,
      isStale: false,
      screenDotsPerMm: null,
      zoom: zoom.value,
      'onUpdate:zoom': (next: SheetZoom) => {
        zoom.value = next
      },
    }),
  )
  return { asked, zoom, sheet }
}

const picture = (number: number) => page.getByRole('img', { name: `Page ${number} of 3 as it is printed` })

describe('the preview of a sheet', () => {
  it('asks for a page as sharp as it is shown', async () => {
    const { asked } = show(100)

    await expect.poll(() => asked.length).toBe(1)
    expect(asked[0]).toMatchObject({ page: 1, dpi: 96 * window.devicePixelRatio })
    asked[0]!.answer()
    await expect.element(picture(1)).toBeVisible()
    expect(picture(1).element().getBoundingClientRect().width).toBeCloseTo((200 * 96) / 25.4, 0)
  })

  it('drops a page that comes after another one was asked for', async () => {
    const { asked } = show()
    await expect.poll(() => asked.length).toBe(1)

    await page.getByRole('button', { name: 'Next page' }).click()
    await expect.poll(() => asked.length).toBe(2)
    asked[0]!.answer()
    asked[1]!.answer()

    await expect.element(picture(2)).toBeVisible()
    await expect.element(page.getByText('Page 2 of 3')).toBeVisible()
  })

  it('outlines a code that failed, on its page and in its place', async () => {
    const { asked } = show()
    expect(document.querySelector('.failed')).toBeNull()

    await page.getByRole('button', { name: 'Next page' }).click()
    await expect.poll(() => asked.at(-1)?.page).toBe(2)

    const [sheet, cell] = ['.page', '.failed'].map(name => document.querySelector(name)!.getBoundingClientRect())
    expect(cell!.left - sheet!.left).toBeCloseTo(sheet!.width / 2, 0)
    expect(cell!.top - sheet!.top).toBeCloseTo(sheet!.height / 4, 0)
    expect(cell!.width).toBeCloseTo(sheet!.width / 4, 0)
  })

  // The new sheet's facts stood beside the picture of the one before, and nothing told that it was that.
  it('shows the sheet before as what it is until the picture of the new one is there', async () => {
    const { asked, sheet } = show()
    await expect.poll(() => asked.length).toBe(1)
    asked[0]!.answer()
    await expect.element(picture(1)).toBeVisible()
    const view = page.getByRole('region', { name: 'Page of the PDF' })
    const mark = page.getByText('As it was before the last changes')
    await expect.element(mark).not.toBeInTheDocument()

    sheet.value = { ...SHEET, id: 'next' as SheetId, failed: [{ ...SHEET.failed[0]!, page: 1 }] }

    await expect.element(mark).toBeVisible()
    await expect.element(view).toHaveAttribute('aria-busy', 'true')
    expect(Number(getComputedStyle(picture(1).element()).opacity)).toBeLessThan(1)
    expect(document.querySelector('.failed')).toBeNull()

    await expect.poll(() => asked.length).toBe(2)
    asked[1]!.answer()
    await expect.element(mark).not.toBeInTheDocument()
    await expect.element(view).not.toHaveAttribute('aria-busy')
    expect(document.querySelector('.failed')).not.toBeNull()
  })

  it('is turned and zoomed by keys', async () => {
    const { asked, zoom } = show()
    await page.getByRole('region', { name: 'Page of the PDF' }).click()

    await userEvent.keyboard('{PageDown}{PageDown}{PageDown}')
    await expect.element(page.getByText('Page 3 of 3')).toBeVisible()
    await userEvent.keyboard('{Control>}={/Control}')
    expect(zoom.value).toBe(125)
    await userEvent.keyboard('{Control>}--{/Control}')
    expect(zoom.value).toBe(75)
    await userEvent.keyboard('{Control>}0{/Control}')
    expect(zoom.value).toBe('fit')
    await expect.poll(() => asked.at(-1)?.page).toBe(3)
  })

  it('asks for the scale of the screen before it shows a true size', async () => {
    show('true-size')

    await expect.element(page.getByText(/hold a bank card \(85\.6 mm wide\) against the bar/)).toBeVisible()
  })
})
