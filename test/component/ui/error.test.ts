import { describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h } from 'vue'
import { AppError } from '#common/ipc/app-error'
import UiError from '#ui/UiError.vue'
import { en } from '../../../renderer/app/locales/en'
import { mountUi } from './mount-ui'

const REFUSED = new AppError('portal', 'The portal refused sale.paysystem.handler.list', {
  details: { method: 'sale.paysystem.handler.list', code: 'ACCESS_DENIED', description: 'Access denied!', status: 403 },
})
const LINES = [
  'method: sale.paysystem.handler.list',
  'code: ACCESS_DENIED',
  'description: Access denied!',
  'status: 403',
]

describe('an error', () => {
  it('is told at once, in words and without its details', async () => {
    mountUi(() => h(UiError, { error: REFUSED }))

    const alert = page.getByRole('alert')
    await expect.element(alert).toHaveTextContent(en['error.portal.ACCESS_DENIED'])
    await expect.element(alert).not.toHaveTextContent('status: 403')
    await expect.element(alert).not.toHaveTextContent(REFUSED.message)
  })

  it('shows and hides its details with the keyboard', async () => {
    mountUi(() => h(UiError, { error: REFUSED }))

    await userEvent.tab()
    const details = page.getByRole('button', { name: 'Details' })
    await expect.element(details).toHaveFocus()
    await expect.element(details).toHaveAttribute('aria-expanded', 'false')
    await userEvent.keyboard('{Enter}')

    const shown = page.getByRole('listitem').elements()
    expect(shown.map(item => item.textContent)).toEqual(LINES)
    const hide = page.getByRole('button', { name: 'Hide details' })
    await expect.element(hide).toHaveAttribute('aria-expanded', 'true')

    await userEvent.keyboard(' ')
    expect(page.getByRole('listitem').elements()).toEqual([])
  })

  it('is copied with its details, whether they are shown or not', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const copied = vi.fn()
    mountUi(() => h(UiError, { error: REFUSED, onCopied: copied }))

    await page.getByRole('button', { name: 'Copy' }).click()

    const lines = [en['error.portal.ACCESS_DENIED'], ...LINES].join('\n')
    expect(write).toHaveBeenCalledWith(lines)
    await expect.poll(() => copied.mock.calls).toEqual([[lines]])
    write.mockRestore()
  })

  it('without facts has no button for them', () => {
    mountUi(() => h(UiError, { error: new Error('x') }))

    expect(
      page
        .getByRole('button')
        .elements()
        .map(button => button.textContent.trim()),
    ).toEqual(['Copy'])
  })

  it('shows what a portal says as text, never as markup', async () => {
    const details = { code: '', method: '', description: '<img src=x onerror="document.title=1">', status: 400 }
    const host = mountUi(() => h(UiError, { error: new AppError('portal', 'x', { details }) }))

    await page.getByRole('button', { name: 'Details' }).click()

    await expect.element(page.getByRole('alert')).toHaveTextContent(details.description)
    expect(host.querySelector('img')).toBeNull()
  })

  it('offers beside it what the place offers', async () => {
    mountUi(() => h(UiError, { error: REFUSED }, () => h('button', 'Try again')))

    await expect.element(page.getByRole('button', { name: 'Try again' })).toBeInTheDocument()
  })
})
