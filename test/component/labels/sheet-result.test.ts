import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { h } from 'vue'
import type { MadeSheet, SheetId } from '#common/labels/labels.contract'
import SheetResult from '../../../renderer/features/labels/components/SheetResult.vue'
import { mountUi } from '../ui/mount-ui'

const DAY_MS = 86_400_000
const SHEET: MadeSheet = {
  id: 'sheet' as SheetId,
  title: 'Fair',
  pageCount: 1,
  widthMm: 200,
  heightMm: 100,
  bytes: 1,
  labelCount: 9,
  verifiedCount: 9,
  failed: [],
  cut: [],
  cutCount: 0,
  unprovenCount: 0,
  oldFacts: { beforeLinkCount: 0, unknownCount: 0, oldestReadAt: null },
  oldestFetchedAt: new Date().toISOString(),
  code: null,
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString()
}

function show(oldFacts: Partial<MadeSheet['oldFacts']>): void {
  mountUi(() => h(SheetResult, { sheet: { ...SHEET, oldFacts: { ...SHEET.oldFacts, ...oldFacts } } }))
}

it.each([
  {
    what: 'was read on an earlier day',
    old: { oldestReadAt: daysAgo(12), beforeLinkCount: 2 },
    words: 'The oldest number, sum, due day or text on the labels was read 12 days ago, and may have changed since.',
  },
  {
    what: 'was read before the link was fetched',
    old: { oldestReadAt: daysAgo(0), beforeLinkCount: 2 },
    words:
      'Of 2 payments the number, sum or due day on their labels was read more than an hour before the link was fetched',
  },
  {
    what: 'was read nobody knows when',
    old: { unknownCount: 1 },
    words: 'Of one payment it is not known when the number, sum, due day or text on the label was read',
  },
])('says that what is printed beside the codes $what', async ({ old, words }) => {
  show(old)
  await expect.element(page.getByText(words)).toBeVisible()
})

it('says nothing of what was read today, after the links', async () => {
  show({ oldestReadAt: daysAgo(0) })
  await expect.element(page.getByText('9 of 9 codes verified')).toBeVisible()
  expect(page.getByText(/may have changed/).query()).toBeNull()
})
