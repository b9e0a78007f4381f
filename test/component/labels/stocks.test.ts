import axe from 'axe-core'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, reactive } from 'vue'
import type { Reply } from '#common/ipc/app-error'
import { NO_CALIBRATION, type Calibration, type SheetSetup } from '#common/sheets/sheet-setup'
import { Stock, type StockId } from '#common/sheets/stock'
import { BUILT_IN_STOCKS } from '#common/sheets/stocks'
import PrinterCalibration from '../../../renderer/features/labels/components/PrinterCalibration.vue'
import StockPicker from '../../../renderer/features/labels/components/StockPicker.vue'
import { mountUi } from '../ui/mount-ui'

/** What the components asked of main. */
let asked: { name: string; given: unknown }[] = []

beforeEach(() => {
  asked = []
  const answer = (name: string) => (given: unknown) => {
    asked.push({ name, given })
    return Promise.resolve<Reply>({ ok: true, value: undefined })
  }
  const names = ['saveStock', 'removeStock', 'saveCalibration']
  const sheets = Object.fromEntries(names.map(name => [name, answer(name)]))
  Object.defineProperty(window, 'bridge', { value: { sheets }, configurable: true })
})
afterEach(() => {
  Reflect.deleteProperty(window, 'bridge')
})

const stockBox = () => page.getByRole('combobox', { name: 'Stock' })
const firstLabel = () => page.getByRole('slider', { name: 'First label that is used' })

describe('the choice of a stock', () => {
  it('shows the chosen one, its labels and where its measures are from', async () => {
    showPicker()
    await expect.element(stockBox()).toHaveValue('Avery L7160, J8160')
    await expect.element(page.getByText('63.5 × 38.1 mm, 21 a page')).toBeVisible()
    await expect.element(page.getByText('Measures: label list of LibreOffice')).toBeVisible()
    expect(await problemsOf()).toEqual([])
  })

  it('finds a stock by what is typed, and takes it with the keyboard', async () => {
    const state = showPicker()
    await userEvent.click(stockBox())
    await expect.element(page.getByRole('option', { name: /Herma 4677/ })).toBeInTheDocument()
    expect(await problemsOf()).toEqual([])
    await userEvent.clear(stockBox())
    await userEvent.type(stockBox(), '62x29')
    await expect.poll(() => page.getByRole('option').elements().length).toBe(1)
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await expect.poll(() => state.stock.id).toBe('brother-dk-11209')
    await expect.element(stockBox()).toHaveValue('Brother DK-11209')
    await userEvent.click(stockBox())
    await expect.poll(() => page.getByRole('option').elements().length).toBe(BUILT_IN_STOCKS.length)
  })

  it('says that nothing is found, and keeps what was chosen', async () => {
    const state = showPicker()
    await userEvent.click(stockBox())
    await userEvent.clear(stockBox())
    await userEvent.type(stockBox(), 'nobody')
    await expect.element(page.getByText('No stock has this in its name or its sizes.')).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await userEvent.tab()
    expect(state.stock.id).toBe('avery-l7160')
    await expect.element(stockBox()).toHaveValue('Avery L7160, J8160')
  })

  it('takes the first label with the arrow keys, as the labels lie on the paper', async () => {
    const state = showPicker()
    firstLabel().element().focus()
    await userEvent.keyboard('{ArrowRight}{ArrowDown}')
    await expect.poll(() => state.startAt).toBe(5)
    await expect.element(firstLabel()).toHaveAttribute('aria-valuetext', 'Label 5: row 2, column 2')
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{End}')
    await expect.poll(() => state.startAt).toBe(21)
    state.order = 'columns'
    await expect.element(firstLabel()).toHaveAttribute('aria-valuetext', 'Label 21: row 7, column 3')
    await userEvent.keyboard('{ArrowUp}')
    await expect.poll(() => state.startAt).toBe(20)
  })

  it('takes the first label that is clicked', async () => {
    const state = showPicker()
    await userEvent.click(document.querySelector('[data-place="9"]') ?? document.body)
    await expect.poll(() => state.startAt).toBe(9)
  })
})

describe('a stock of one’s own', () => {
  it('begins as a copy, says what is wrong in place, and is saved and chosen', async () => {
    const state = showPicker()
    await userEvent.click(page.getByRole('button', { name: 'Copy as your own' }))
    await expect.element(page.getByRole('heading', { name: 'A stock of your own' })).toHaveFocus()
    await expect.element(page.getByLabelText('Name')).toHaveValue('Copy of Avery L7160, J8160')
    await userEvent.fill(page.getByLabelText('Rows'), '9')
    await expect.element(page.getByText('The labels reach over the edge of the page.')).toBeVisible()
    await expect.element(saveButton()).toHaveAttribute('aria-disabled', 'true')
    await userEvent.fill(page.getByLabelText('Rows'), 'x')
    await expect.element(page.getByText('From 1 to 50.')).toBeVisible()
    await userEvent.fill(page.getByLabelText('Rows'), '6')
    // The button changes its colour within a moment.
    await expect.poll(problemsOf).toEqual([])
    await userEvent.click(saveButton())
    await expect.poll(() => asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({ name: 'saveStock', given: { rows: 6, source: null, maker: '' } })
    expect(state.chosenId).toBeNull()
    state.stocks = [...state.stocks, v.parse(Stock, asked[0]?.given)]
    await expect.poll(() => String(state.chosenId)).toMatch(/^own-/)
    await expect.element(page.getByRole('button', { name: 'Change' })).toHaveFocus()
  })

  it('is described and saved with the keyboard alone, and not while it has no name', async () => {
    const state = showPicker()
    ;(page.getByRole('button', { name: 'Copy as your own' }).element() as HTMLElement).focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('heading', { name: 'A stock of your own' })).toHaveFocus()

    await userEvent.keyboard('{Tab}')
    await expect.element(page.getByLabelText('Name')).toHaveFocus()
    await userEvent.keyboard('{Control>}a{/Control}{Delete}{Enter}')
    await expect.element(page.getByLabelText('Name')).toHaveAttribute('aria-invalid', 'true')
    expect(asked).toEqual([])
    await userEvent.keyboard('Door signs{Tab}')
    await expect.element(page.getByRole('radio', { checked: true })).toHaveFocus()
    await userEvent.keyboard('{Tab}{Control>}a{/Control}216{Enter}')

    await expect.poll(() => asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({ name: 'saveStock', given: { number: 'Door signs', page: { widthMm: 216 } } })
    state.stocks = [...state.stocks, v.parse(Stock, asked[0]?.given)]
    await expect.element(page.getByRole('button', { name: 'Change' })).toHaveFocus()
  })

  it('is asked about before it is removed', async () => {
    const state = showPicker({ ...stockWith('avery-l7160'), id: 'own-1' as StockId, number: 'Mine', source: null })
    await userEvent.click(page.getByRole('button', { name: 'Change' }))
    await userEvent.click(page.getByRole('button', { name: 'Remove', exact: true }))
    await expect.element(page.getByRole('status').getByRole('button', { name: 'Cancel' })).toHaveFocus()
    expect(asked).toEqual([])
    await userEvent.click(page.getByRole('button', { name: 'Remove stock' }))
    await expect.poll(() => asked).toEqual([{ name: 'removeStock', given: 'own-1' }])
    await expect.poll(() => state.chosenId).toBe(BUILT_IN_STOCKS[0]?.id)
  })
})

describe('the calibration of a printer', () => {
  it('works out from four measures what is corrected, and saves it', async () => {
    const state = showCalibration()
    await userEvent.click(page.getByRole('button', { name: 'Calibrate' }))
    await userEvent.click(page.getByRole('button', { name: 'Make the calibration page' }))
    expect(state.pageTexts).toContain('Left edge to the cross: should be 20 mm')
    await userEvent.fill(page.getByLabelText('Left edge to the cross, mm'), '21')
    await userEvent.fill(page.getByLabelText('Upper edge to the cross, mm'), '19,5')
    await userEvent.fill(page.getByLabelText('Line across from the cross, mm'), '150')
    const save = page.getByRole('button', { name: 'Save the correction' })
    await expect.element(save).toHaveAttribute('aria-disabled', 'true')
    await userEvent.fill(page.getByLabelText('Line down from the cross, mm'), '150')
    await expect.element(page.getByText(/Corrected: -1 mm to the right and 0.5 mm down, 100 % across/)).toBeVisible()
    expect(await problemsOf()).toEqual([])
    await userEvent.click(save)
    await expect.poll(() => state.calibration).toEqual({ offsetXMm: -1, offsetYMm: 0.5, scaleX: 1, scaleY: 1 })
    expect(asked[0]).toMatchObject({ name: 'saveCalibration', given: { printer: 'Desk', stockId: 'avery-l7160' } })
  })

  it('counts from what the page was printed with, also once a first measure of it was saved', async () => {
    const state = showCalibration()
    await userEvent.click(page.getByRole('button', { name: 'Calibrate' }))
    await userEvent.click(page.getByRole('button', { name: 'Make the calibration page' }))
    for (const crossMm of ['12', '21']) {
      await userEvent.fill(page.getByLabelText('Left edge to the cross, mm'), crossMm)
      await userEvent.fill(page.getByLabelText('Upper edge to the cross, mm'), '20')
      await userEvent.fill(page.getByLabelText('Line across from the cross, mm'), '150')
      await userEvent.fill(page.getByLabelText('Line down from the cross, mm'), '150')
      await userEvent.click(page.getByRole('button', { name: 'Save the correction' }))
      await expect.poll(() => state.calibration.offsetXMm).toBe(20 - Number(crossMm))
    }
  })

  it('says when what was measured is too far off', async () => {
    showCalibration()
    await userEvent.click(page.getByRole('button', { name: 'Calibrate' }))
    for (const name of ['Left edge to the cross', 'Upper edge to the cross', 'Line across', 'Line down']) {
      await userEvent.fill(page.getByLabelText(name), '120')
    }
    await expect.element(page.getByText(/too far off to correct/)).toBeVisible()
  })

  it('is set back, and that can be undone', async () => {
    const saved: Calibration = { offsetXMm: 0.4, offsetYMm: 0, scaleX: 1.01, scaleY: 1 }
    const state = showCalibration(saved)
    await userEvent.click(page.getByRole('button', { name: 'Correct nothing' }))
    await expect.poll(() => state.calibration).toEqual(NO_CALIBRATION)
    await userEvent.click(page.getByRole('button', { name: 'Undo' }))
    await expect.poll(() => state.calibration).toEqual(saved)
  })
})

function showPicker(stock = stockWith('avery-l7160')) {
  const state = reactive<{
    stocks: readonly Stock[]
    stock: Stock
    chosenId: StockId | null
    startAt: number
    order: SheetSetup['order']
  }>({
    stocks: BUILT_IN_STOCKS,
    stock,
    chosenId: null,
    startAt: 1,
    order: 'rows',
  })
  mountUi(() =>
    h(StockPicker, {
      stocks: state.stocks,
      stock: state.stock,
      startAt: state.startAt,
      order: state.order,
      onChosen: (id: StockId) => {
        state.chosenId = id
        state.stock = state.stocks.find(each => each.id === id) ?? state.stock
      },
      onStarted: (startAt: number) => (state.startAt = startAt),
    }),
  )
  return state
}

function showCalibration(calibration = NO_CALIBRATION) {
  const state = reactive({ calibration, pageTexts: [] as string[] })
  mountUi(() =>
    h(PrinterCalibration, {
      printer: 'Desk',
      stock: stockWith('avery-l7160'),
      calibration: state.calibration,
      onPageWanted: (texts: string[]) => (state.pageTexts = texts),
      onSaved: (saved: Calibration) => (state.calibration = saved),
    }),
  )
  return state
}

function saveButton() {
  return page.getByRole('button', { name: 'Save stock' })
}

async function problemsOf(): Promise<string[]> {
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))
}

function stockWith(id: string): Stock {
  const stock = BUILT_IN_STOCKS.find(each => each.id === id)
  if (stock === undefined) throw new Error(`There is no stock ${id}`)
  return stock
}
