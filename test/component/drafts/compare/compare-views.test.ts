import axe from 'axe-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, nextTick, ref } from 'vue'
import { compareMeaning, readSide, type MeaningRow } from '#common/compare/comparison'
import { textChanges } from '#common/compare/text-changes'
import MeaningTable from '../../../../renderer/features/drafts/compare/MeaningTable.vue'
import UiTextDifference from '#ui/UiTextDifference.vue'
import { mountUi } from '../../ui/mount-ui'

const BASE = handlerText({ sort: 100, method: 'POST', codes: ['ORDER_ID', 'TOTAL'] })
const DRAFT = handlerText({ sort: 250, method: 'GET', codes: ['ORDER_ID', 'PAYER', 'TOTAL'] })

beforeEach(() => page.viewport(1200, 900))

function handlerText({ sort, method, codes }: { sort: number; method: string; codes: string[] }): string {
  const entries = codes.map(code => [code, { NAME: `Name of ${code}`, SORT: 100, GROUP: 'GENERAL_SETTINGS' }])
  const settings = { CURRENCY: ['RUB'], FORM_DATA: { METHOD: method }, CODES: Object.fromEntries(entries) as object }
  return `${JSON.stringify({ NAME: 'Till', SORT: sort, SETTINGS: settings }, null, 2)}\n`
}

function rowsOf(left: string, right: string): readonly MeaningRow[] {
  const [one, other] = [readSide(left), readSide(right)]
  if (!one.ok || !other.ok) throw new Error('Both texts are JSON')
  return compareMeaning(one, other, { keyOrder: true, spelling: true, emptiness: true }).rows
}

async function accessFaults(host: HTMLElement): Promise<string[]> {
  const faults: string[] = []
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset['theme'] = theme
    const { violations } = await axe.run(host, { rules: { region: { enabled: false } } })
    faults.push(...violations.map(({ id, nodes }) => `${theme} ${id}: ${nodes[0]?.html ?? ''}`))
  }
  delete document.documentElement.dataset['theme']
  return faults
}

describe('the differences by meaning', () => {
  it('are stepped through, filtered, and taken over one by one', async () => {
    const [taken, jumped]: [number[], number[]] = [[], []]
    const position = ref({ current: 0, count: 0 })
    const table = ref<{ step(by: 1 | -1): Promise<void> } | null>(null)
    const host = mountUi(() =>
      h(MeaningTable, {
        ref: table,
        rows: rowsOf(BASE, DRAFT),
        leftLabel: 'Base',
        rightLabel: 'This draft',
        takeInto: 'right',
        onPosition: (next: { current: number; count: number }) => (position.value = next),
        onTake: (index: number) => taken.push(index),
        onJump: (index: number) => jumped.push(index),
      }),
    )

    expect(position.value).toEqual({ current: 0, count: 3 })
    await table.value?.step(-1)
    expect(position.value).toEqual({ current: 3, count: 3 })
    expect(document.activeElement?.textContent).toContain('PAYER')
    await table.value?.step(1)
    expect(document.activeElement?.textContent).toContain('SORT')
    await userEvent.keyboard('{Enter}')
    expect(jumped).toEqual([0])

    await userEvent.fill(page.getByRole('searchbox', { name: 'Filter by place or value' }), 'method')
    await expect.poll(() => position.value).toEqual({ current: 1, count: 1 })
    await userEvent.click(page.getByRole('button', { name: 'Take over into the draft: /SETTINGS/FORM_DATA/METHOD' }))
    expect(taken).toEqual([1])

    await userEvent.fill(page.getByRole('searchbox', { name: 'Filter by place or value' }), '')
    expect(await accessFaults(host)).toEqual([])
  })
})

describe('the differences by text', () => {
  function mountTexts(takeInto: 'before' | 'after' | null) {
    const state = {
      after: ref(DRAFT),
      position: ref({ current: 0, count: 0 }),
      taken: [] as string[],
      view: ref<{ step(by: 1 | -1): void; showPlace(side: 'before' | 'after', offset: number): void } | null>(null),
    }
    const host = mountUi(() =>
      h(UiTextDifference, {
        ref: state.view,
        before: BASE,
        after: state.after.value,
        beforeLabel: 'Base',
        afterLabel: 'This draft',
        changes: textChanges(BASE, state.after.value),
        takeInto,
        onPosition: (next: { current: number; count: number }) => (state.position.value = next),
        onTaken: (text: string) => state.taken.push(text),
      }),
    )
    return { ...state, host }
  }

  it('are counted, stepped through, and found by a place of the text', async () => {
    const { position, view, host } = mountTexts('after')

    expect(position.value).toEqual({ current: 0, count: 3 })
    view.value?.step(1)
    expect(position.value).toEqual({ current: 1, count: 3 })
    expect(host.querySelector('.cm-merge-b .cm-currentChange')?.textContent).toContain('250')
    view.value?.step(-1)
    expect(position.value).toEqual({ current: 3, count: 3 })
    view.value?.showPlace('before', BASE.indexOf('"METHOD"'))
    expect(position.value).toEqual({ current: 2, count: 3 })
    expect(await accessFaults(host)).toEqual([])
  })

  it.each([
    ['the mouse', () => userEvent.click(takeButtons().first())],
    [
      'the keyboard',
      async () => {
        ;(takeButtons().elements()[0] as HTMLElement).focus()
        await userEvent.keyboard('{Enter}')
      },
    ],
  ])('are taken over by %s', async (_, take) => {
    const { position, taken } = mountTexts('after')

    await expect.poll(() => takeButtons().elements().length).toBe(3)
    await take()

    expect(taken).toEqual([DRAFT.replace('"SORT": 250', '"SORT": 100')])
    await expect.poll(() => position.value.count).toBe(2)
  })

  it('follow an undo of what was taken over', async () => {
    const { after, position } = mountTexts('after')

    after.value = BASE
    await nextTick()
    await expect.poll(() => position.value.count).toBe(0)
    after.value = DRAFT
    await nextTick()
    await expect.poll(() => position.value.count).toBe(3)
  })

  it('are not offered where no side takes changes over', async () => {
    const { position } = mountTexts(null)

    await expect.poll(() => position.value.count).toBe(3)
    expect(takeButtons().elements()).toEqual([])
  })

  function takeButtons() {
    return page.getByRole('button', { name: 'Take this change over into the draft' })
  }
})
