import axe from 'axe-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { h, shallowRef } from 'vue'
import type { CodeFilesPlan, CodeFilesResult, FilesPlanId } from '#common/code-files/code-files.contract'
import { DEFAULT_CODE_OPTIONS } from '#common/codes/code-options'
import { AppError } from '#common/ipc/app-error'
import { NOTHING_READ } from '#common/payments/fact-times'
import type { PaymentRow } from '#common/payments/payments.contract'
import type { PortalId } from '#common/portals/portals.contract'
import { en } from '../../../renderer/app/locales/en'
import CodeFiles from '../../../renderer/features/labels/components/CodeFiles.vue'
import { fakeMain, type FakeMain } from '../fake-main'
import { mountUi } from '../ui/mount-ui'

const PORTAL = 'fair' as PortalId
const PLAN: CodeFilesPlan = {
  id: 'plan-1' as FilesPlanId,
  target: 'folder',
  place: 'fair',
  fileCount: 3,
  names: ['payment-1040.svg', 'payment-1041.svg'],
  existingCount: 0,
  existing: [],
  withoutLink: [],
}
const TAKEN: CodeFilesPlan = { ...PLAN, existingCount: 1, existing: ['payment-1041.svg'], withoutLink: [1043, 1044] }
const RESULT: CodeFilesResult = {
  status: 'done',
  target: 'folder',
  place: 'fair',
  total: 3,
  written: 3,
  replaced: 0,
  numbered: 0,
  leftOut: 0,
  unprovenCount: 0,
  failed: [],
  failedCount: 0,
  error: null,
}

let main: FakeMain

beforeEach(() => {
  main = fakeMain({
    calls: ['codeFiles.plan', 'codeFiles.write', 'codeFiles.cancel'],
    pushes: ['codeFiles.progressed'],
  })
})

const files = () => page.getByRole('region', { name: 'Codes as files' })
const button = (name: string) => files().getByRole('button', { name, exact: true })
const pattern = () => files().getByRole('textbox', { name: 'Name of each file' })
const progress = () => files().getByRole('progressbar', { name: 'Files that are written' })
const notice = () => files().getByRole('status')

function row(paymentId: number, link: Partial<{ fetchedAt: string; isTargetProven: boolean }> = {}): PaymentRow {
  const nothing = { orderKey: null, accountNumber: null, sum: null, currency: null, paySystemName: null, due: null }
  const fetched = { kind: 'kept', fetchedAt: '2026-03-02T08:00:00.000Z', isTargetProven: true, ...link } as const
  return { ...nothing, paymentId, isPaid: null, texts: [], readAt: NOTHING_READ, link: fetched }
}

function show(paymentIds: readonly number[] = [1040, 1041, 1042], textNames: readonly string[] = ['Seat']) {
  const props = shallowRef<InstanceType<typeof CodeFiles>['$props']>({
    portalId: PORTAL,
    linked: paymentIds.map(id => row(id)),
    withoutLink: [],
    code: { ...DEFAULT_CODE_OPTIONS, dpi: 600 },
    textNames,
  })
  mountUi(() => h(CodeFiles, props.value))
  return { change: (next: Partial<typeof props.value>) => (props.value = { ...props.value, ...next }) }
}

async function showPlanned(plan: CodeFilesPlan | null): Promise<ReturnType<typeof show>> {
  const shown = show()
  await button('Save in a folder').click()
  await main.answer('codeFiles.plan', plan)
  return shown
}

async function showWritten(changes: Partial<CodeFilesResult>): Promise<void> {
  await showPlanned(PLAN)
  await expect.element(progress()).toBeVisible()
  await main.answer('codeFiles.write', { ...RESULT, ...changes })
}

describe('the codes as files', () => {
  it('are planned as they were asked for', async () => {
    show()

    await files().getByRole('radio', { name: 'PNG, 600 dpi' }).click()
    await pattern().fill('{seat} {n}')
    await button('Save as a zip file').click()

    expect(main.asked('codeFiles.plan')).toEqual([
      {
        portalId: 'fair',
        paymentIds: [1040, 1041, 1042],
        format: 'png',
        pattern: '{seat} {n}',
        target: 'zip',
        code: { ...DEFAULT_CODE_OPTIONS, dpi: 600 },
      },
    ])
  })

  it('say which names can be put into theirs, each once', async () => {
    show([1040], ['Seat', 'Payer', 'seat'])

    await expect.element(files().getByText('{payment}, {order}, {payer}, {n}, {Seat}.')).toBeVisible()
  })

  it('are not saved under a name that nobody knows', async () => {
    show()

    await pattern().fill('{seat} {City}')

    await expect.element(files().getByRole('alert')).toHaveTextContent('Nothing fills {City}.')
    await expect.element(pattern()).toHaveAttribute('aria-invalid', 'true')
    for (const name of ['Save in a folder', 'Save as a zip file']) {
      await expect.element(button(name)).toHaveAttribute('aria-disabled', 'true')
    }
  })

  it.each([
    { what: 'a name', ids: [1040], typed: '  ' },
    { what: 'payments', ids: [], typed: 'code' },
  ])('are not saved without $what', async ({ ids, typed }) => {
    show(ids)

    await pattern().fill(typed)

    await expect.element(button('Save in a folder')).toHaveAttribute('aria-disabled', 'true')
  })

  it('leave all as it was where no place is chosen', async () => {
    await showPlanned(null)

    await expect.element(button('Save in a folder')).not.toHaveAttribute('aria-disabled')
    await expect.element(notice()).not.toBeInTheDocument()
    expect(main.asked('codeFiles.write')).toEqual([])
  })

  it('say why they cannot be planned', async () => {
    show()

    await button('Save in a folder').click()
    await main.refuse('codeFiles.plan', new AppError('not-found', 'x', { details: { reason: 'kept-link' } }))

    await expect.element(files().getByRole('alert')).toHaveTextContent(en['error.not-found.kept-link'])
  })

  it('are written at once where there is nothing to decide, and say how far that is', async () => {
    await showPlanned(PLAN)

    await expect.element(progress()).toHaveAttribute('max', '3')
    expect(main.asked('codeFiles.write')).toEqual([{ planId: 'plan-1', existing: 'number' }])
    main.tell('codeFiles.progressed', { done: 2, total: 3 })
    await expect.element(progress()).toHaveAttribute('value', '2')
    await expect.element(notice()).toHaveTextContent('2 of 3 files checked and written.')
    await main.answer('codeFiles.write', RESULT)
    await expect.element(notice()).toHaveTextContent('3 files are in fair, each read back before it was written.')
    await expect.element(progress()).not.toBeInTheDocument()
  })

  it('do not begin anew when a last word of the progress comes late', async () => {
    await showWritten({})
    await expect.element(progress()).not.toBeInTheDocument()

    main.tell('codeFiles.progressed', { done: 3, total: 3 })

    await expect.element(notice()).toHaveTextContent('3 files are in fair')
    await expect.element(progress()).not.toBeInTheDocument()
  })

  it('can be cancelled, and keep what is written', async () => {
    await showPlanned(PLAN)

    await button('Cancel').click()
    expect(main.asked('codeFiles.cancel')).toHaveLength(1)
    await main.answer('codeFiles.write', { ...RESULT, status: 'cancelled', written: 1 })

    await expect.element(notice()).toHaveTextContent('Cancelled. 1 of 3 files is in fair and stays.')
  })
})

describe('codes whose files are there already, or whose links are not kept,', () => {
  it('are told of before anything is written', async () => {
    await showPlanned(TAKEN)

    await expect.element(notice()).toHaveTextContent('3 files for fair: payment-1040.svg, payment-1041.svg …')
    await expect
      .element(notice())
      .toHaveTextContent('2 payments have no link, or their last fetch failed, and get no file: 1043, 1044.')
    await expect.element(notice()).toHaveTextContent('1 file of such a name is in fair already: payment-1041.svg')
    expect(main.asked('codeFiles.write')).toEqual([])
    expect(await problemsOf()).toEqual([])
  })

  it.each([
    { choice: 'They stay, number the new ones', existing: 'number', words: 'Write 3 files' },
    { choice: 'Replace them', existing: 'replace', words: 'Write 3 files' },
    { choice: 'They stay, leave those payments out', existing: 'leave-out', words: 'Write 2 files' },
  ])('are written as was chosen: $choice', async ({ choice, existing, words }) => {
    await showPlanned(TAKEN)

    await notice().getByRole('radio', { name: choice }).click()
    await button(words).click()

    expect(main.asked('codeFiles.write')).toEqual([{ planId: 'plan-1', existing }])
  })

  it('are not written where that was not wanted', async () => {
    await showPlanned(TAKEN)

    await button('Do not write').click()

    await expect.element(notice()).not.toBeInTheDocument()
    expect(main.asked('codeFiles.write')).toEqual([])
  })
})

describe('codes that were planned', () => {
  const OVERTAKEN = 'was changed since the place was chosen. Choose the place again.'
  const changes: readonly [string, Parameters<ReturnType<typeof show>['change']>[0]][] = [
    ['how they are drawn', { code: { ...DEFAULT_CODE_OPTIONS, dpi: 300 } }],
    ['which they are', { linked: [row(1040), row(1041)], withoutLink: [1042] }],
    ['what is known of their payments', { linked: [{ ...row(1040), accountNumber: '77/1' }, row(1041), row(1042)] }],
    ['their links', { linked: [row(1040), row(1041), row(1042, { fetchedAt: '2026-03-05T08:00:00.000Z' })] }],
  ]

  it.each(changes)('are not written when %s is changed since, which is said', async (_, next) => {
    const { change } = await showPlanned(TAKEN)
    await expect.element(button('Write 3 files')).toBeVisible()

    change(next)

    await expect.element(files().getByText(OVERTAKEN)).toBeVisible()
    await expect.element(button('Write 3 files')).not.toBeInTheDocument()
    expect(main.asked('codeFiles.write')).toEqual([])
  })

  it.each([
    ['their names', () => pattern().fill('code-{n}')],
    ['the kind of file', () => files().getByRole('radio', { name: 'PNG, 600 dpi' }).click()],
  ])('are not written when %s are changed since', async (_, change) => {
    await showPlanned(TAKEN)

    await change()

    await expect.element(files().getByText(OVERTAKEN)).toBeVisible()
    await expect.element(button('Write 3 files')).not.toBeInTheDocument()
  })

  it('are not written at once when something was changed while their place was chosen', async () => {
    const { change } = show()
    await button('Save in a folder').click()

    change({ linked: [row(1040)], withoutLink: [1041, 1042] })
    await main.answer('codeFiles.plan', PLAN)

    await expect.element(files().getByText(OVERTAKEN)).toBeVisible()
    expect(main.asked('codeFiles.write')).toEqual([])
  })

  it('are planned anew with what is there by then', async () => {
    const { change } = await showPlanned(TAKEN)
    change({ linked: [row(1040)] })
    await expect.element(files().getByText(OVERTAKEN)).toBeVisible()

    await button('Save in a folder').click()

    expect(main.asked('codeFiles.plan').at(-1)).toMatchObject({ paymentIds: [1040] })
    await expect.element(files().getByText(OVERTAKEN)).not.toBeInTheDocument()
  })
})

describe('before a place is chosen for codes as files', () => {
  it('it is said which payments get none', async () => {
    const { change } = show()
    change({ withoutLink: [1043] })

    await expect
      .element(notice())
      .toHaveTextContent('1 payment has no link, or its last fetch failed, and gets no file: 1043.')
  })

  it('it is said of how many the short link was not seen to lead to the payment', async () => {
    const { change } = show()
    change({ linked: [row(1040), row(1041, { isTargetProven: false }), row(1042, { isTargetProven: false })] })

    await expect.element(notice()).toHaveTextContent('Of 2 links it was not checked where the short link leads.')
  })
})

describe('what came of codes as files', () => {
  it('says of how many links it was not checked where they lead', async () => {
    await showWritten({ unprovenCount: 1 })

    await expect.element(notice()).toHaveTextContent('Of one link it was not checked where the short link leads.')
  })

  it('counts what was done about other files', async () => {
    await showWritten({ replaced: 1, numbered: 2, leftOut: 1 })

    await expect.element(notice()).toHaveTextContent('1 took the place of another file.')
    await expect.element(notice()).toHaveTextContent('2 got numbers because of another file.')
    await expect.element(notice()).toHaveTextContent('1 payment was left out because of another file.')
  })

  it('names the payments without a file, and why', async () => {
    const error = { code: 'conflict', details: { reason: 'place-full', system: 'ENOSPC' } } as const
    await showWritten({ written: 2, failedCount: 1, failed: [{ paymentId: 1041, error }] })

    await expect.element(notice()).toHaveTextContent('1 payment has no file:')
    const item = notice().getByRole('listitem')
    await expect.element(item).toHaveTextContent('Payment 1041: There is no room left where the files are written')
  })

  it('is an alert where it ended early', async () => {
    const error = { code: 'conflict', details: { reason: 'place-full', system: 'ENOSPC' } } as const
    await showWritten({ status: 'failed', written: 0, error })

    const alert = files().getByRole('alert')
    await expect.element(alert).toHaveTextContent('No file was written to fair.')
    await expect.element(alert).toHaveTextContent('There is no room left where the files are written (ENOSPC).')
  })

  it('is not known where the writing was refused, which is said', async () => {
    await showPlanned(TAKEN)
    await button('Write 3 files').click()
    await main.refuse('codeFiles.write', new AppError('not-found', 'x', { details: { reason: 'files-plan' } }))

    await expect.element(files().getByRole('alert')).toHaveTextContent(en['error.not-found.files-plan'])
    await expect.element(progress()).not.toBeInTheDocument()
    await expect.element(button('Save in a folder')).not.toHaveAttribute('aria-disabled')
  })
})

async function problemsOf(): Promise<string[]> {
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))
}
