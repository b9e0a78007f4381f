import { describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { h } from 'vue'
import { AppError } from '#common/ipc/app-error'
import { PrintJobReason, PrintJobState, type PrintedJob } from '#common/print/print.contract'
import UiPrintJobs from '#ui/UiPrintJobs.vue'
import { en } from '../../../renderer/app/locales/en'
import { mountUi } from './mount-ui'

const QUEUED: PrintedJob = { job: 'Desk-7', printer: 'Desk', title: 'Payment 1063', state: 'queued', reason: null }
const ENDED: readonly PrintJobState[] = ['done', 'cancelled', 'failed', 'unknown']

const button = (job: string) => page.getByRole('button', { name: `Cancel job ${job}`, exact: true })

function show(jobs: readonly PrintedJob[], cancel: (job: string) => Promise<void> = () => Promise.resolve()): void {
  mountUi(() => h(UiPrintJobs, { jobs, cancel }))
}

describe('print jobs', () => {
  it('take no place where there are none', async () => {
    show([])

    await expect.element(page.getByRole('region', { name: 'Print jobs' })).not.toBeInTheDocument()
  })

  it('are named by what is printed, where, and as which job', async () => {
    show([QUEUED, { ...QUEUED, job: 'Hall-2', printer: 'Hall' }])

    const jobs = page.getByRole('region', { name: 'Print jobs' })
    await expect.element(jobs.getByText('Payment 1063 on Desk, job Desk-7')).toBeVisible()
    await expect.element(jobs.getByText('Payment 1063 on Hall, job Hall-2')).toBeVisible()
  })

  it.each(PrintJobState.options)('say that one is %s, and can be cancelled until it has ended', async state => {
    show([{ ...QUEUED, state }])

    const notice = page.getByRole(state === 'failed' ? 'alert' : 'status')
    await expect.element(notice).toHaveTextContent(en[`print.state-${state}`])
    expect(button('Desk-7').elements()).toHaveLength(ENDED.includes(state) ? 0 : 1)
  })

  it.each(PrintJobReason.options)('say why one stands still: %s', async reason => {
    show([{ ...QUEUED, state: 'stopped', reason }])

    await expect.element(page.getByRole('status')).toHaveTextContent(en[`print.reason-${reason}`])
  })

  it('are cancelled one by one', async () => {
    let end = (): void => undefined
    const cancel = vi.fn(() => new Promise<void>(done => (end = done)))
    show([QUEUED, { ...QUEUED, job: 'Desk-6' }], cancel)

    await button('Desk-6').click()

    expect(cancel.mock.calls).toEqual([['Desk-6']])
    await expect.element(button('Desk-7')).toHaveAttribute('aria-disabled', 'true')
    end()
    await expect.element(button('Desk-7')).not.toHaveAttribute('aria-disabled')
  })

  it('say why one could not be cancelled', async () => {
    const refusal = new AppError('conflict', 'x', { details: { reason: 'print-job-not-cancelled' } })
    show([QUEUED], () => Promise.reject(refusal))

    await button('Desk-7').click()

    await expect.element(page.getByRole('alert')).toHaveTextContent(en['error.conflict.print-job-not-cancelled'])
  })
})
