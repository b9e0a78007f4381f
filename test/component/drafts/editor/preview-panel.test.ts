import axe from 'axe-core'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { AppError, type Reply } from '#common/ipc/app-error'
import { CHECKOUT_ANSWERS } from '#common/preview/checkout-answer'
import type { TryRequest, TryResult } from '#common/preview/preview.contract'
import { openEditor, type EditorPage } from './editor-page'

const ADDRESS = 'https://pay.winterfair.shop/start'
const CODES = {
  STALL: { NAME: 'Stall' },
  SUM: { NAME: 'Sum', DEFAULT: { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: 'SUM' } },
  KIND: { NAME: 'Kind', INPUT: { TYPE: 'ENUM', OPTIONS: { day: 'Day', week: 'Week' } } },
}
const FIELDS = {
  stall: { CODE: 'STALL' },
  sum: { CODE: 'SUM' },
  kind: { CODE: 'KIND' },
  phone: { VISIBLE: 'Y', CODE: { NAME: 'Phone', INPUT: { TYPE: 'STRING' } } },
}

function handlerOf(modes: object): string {
  return JSON.stringify({ NAME: 'Winter fair', CODE: 'winter', SETTINGS: { ...modes, CODES } }, null, 2)
}

const FORM = handlerOf({ FORM_DATA: { ACTION_URI: ADDRESS, METHOD: 'POST', FIELDS } })
const CHECKOUT = handlerOf({ CHECKOUT_DATA: { ACTION_URI: ADDRESS, FIELDS: { stall: { CODE: 'STALL' } } } })

beforeEach(() => page.viewport(1200, 1000))

async function openPreview(text: string): Promise<EditorPage> {
  const opened = await openEditor(text, 'text', true)
  await userEvent.click(page.getByRole('tab', { name: 'Preview' }))
  return opened
}

/** Stands in for main until the test ends, and keeps what it was asked. */
function answerTries(answer: (request: TryRequest) => Reply): TryRequest[] {
  const asked: TryRequest[] = []
  const tryIt = (request: TryRequest): Promise<Reply> => {
    asked.push(request)
    return Promise.resolve(answer(request))
  }
  Object.defineProperty(window, 'bridge', { value: { preview: { tryIt } }, configurable: true })
  onTestFinished(() => {
    Reflect.deleteProperty(window, 'bridge')
  })
  return asked
}

function arrived(request: TryRequest): Reply {
  const isMessage = request.transport === 'message'
  const answer = isMessage || request.answer === null ? null : CHECKOUT_ANSWERS[request.answer]
  const value: TryResult = {
    arrival: { verb: 'POST', contentType: null, fields: isMessage ? [] : [...request.fields] },
    answer: answer === null ? null : { status: answer.status, body: answer.body },
  }
  return { ok: true, value }
}

const panel = page.getByRole('complementary', { name: 'Preview' })
const fields = panel.getByRole('table', { name: 'Fields that are sent' })

function frame(): HTMLIFrameElement {
  return document.querySelector('iframe')!
}

describe('the preview', () => {
  it('shows what the buyer sees, and what is sent where to', async () => {
    await openPreview(FORM)

    await expect.element(panel.getByText('A form on the payment page.')).toBeVisible()
    await expect.element(panel.getByText(ADDRESS)).toBeVisible()
    await expect.element(fields).toHaveTextContent('stallsample-STALLSTALL, set with the payment system')
    await expect.element(fields).toHaveTextContent('sum149.9SUM ← PAYMENT SUM')
    await expect.element(fields).toHaveTextContent('phoneemptyThe buyer')
    expect(frame().srcdoc).toContain('Phone')
  })

  it('follows what is typed', async () => {
    const { draft } = await openPreview(FORM)

    draft.replaceText(FORM.replace('"phone"', '"mobile"').replace('"Phone"', '"Mobile number"'))

    await expect.element(fields).toHaveTextContent('mobile')
    expect(frame().srcdoc).toContain('Mobile number')
  })

  it('takes other sample values, keeps them while another panel is shown, and forgets them when told to', async () => {
    await openPreview(FORM)

    await userEvent.fill(panel.getByRole('textbox', { name: 'Stall' }), 'Stand 9')
    await userEvent.fill(panel.getByRole('textbox', { name: 'Phone' }), '+1 555 0100')
    await userEvent.click(panel.getByRole('combobox', { name: 'Kind' }))
    await userEvent.click(page.getByRole('option', { name: 'week' }))
    await userEvent.click(page.getByRole('tab', { name: 'Problems' }))
    await userEvent.click(page.getByRole('tab', { name: 'Preview' }))

    await expect.element(fields).toHaveTextContent('stallStand 9')
    await expect.element(fields).toHaveTextContent('kindweek')
    expect(frame().srcdoc).toContain('+1 555 0100')
    await userEvent.click(panel.getByRole('button', { name: 'Back to the first samples' }))
    await expect.element(fields).toHaveTextContent('stallsample-STALL')
  })

  it('shows each of several modes, and says which one the portal ignores', async () => {
    await openPreview(handlerOf({ FORM_DATA: { ACTION_URI: ADDRESS }, IFRAME_DATA: { ACTION_URI: ADDRESS } }))

    await expect.element(panel.getByText('The portal uses this mode')).toBeVisible()
    await expect.element(panel.getByText('By postMessage to the page')).toBeVisible()
    await userEvent.click(panel.getByText('The message as the page gets it'))
    await expect.element(panel.getByText('"PAYSYSTEM_ID": "17"')).toBeVisible()
    await userEvent.click(panel.getByRole('radio', { name: 'Form' }))

    await expect.element(panel.getByText('The portal ignores this mode, because Iframe')).toBeVisible()
    await expect.element(panel.getByText('by GET:')).toBeVisible()
  })

  it('names what is not sent, and why', async () => {
    await openPreview(handlerOf({ CHECKOUT_DATA: { ACTION_URI: ADDRESS, METHOD: 'GET', FIELDS: { a: {} } } }))

    const items = panel.getByRole('listitem')
    await expect.element(items.filter({ hasText: 'METHOD' })).toHaveTextContent('means something in FORM_DATA only')
    await expect.element(items.filter({ hasText: 'names no code' })).toHaveTextContent('a')
  })

  it.each([
    ['nothing', '', 'The draft is empty'],
    ['broken JSON', '{"NAME":', 'The text is not JSON at the moment'],
    ['a list', '[]', 'A handler is an object'],
    ['no mode', '{"NAME":"Till","SETTINGS":{"CODES":{}}}', 'The handler has no mode yet'],
    ['too much', `{"NAME":"${'x'.repeat(140_000)}"}`, 'far longer than the 64 KB'],
  ])('of %s says what is to be done', async (_, text, words) => {
    await openPreview(text)

    await expect.element(panel.getByRole('status')).toHaveTextContent(words)
    expect(frame()).toBeNull()
  })

  it('draws hostile names as text, in a frame that may do nothing', async () => {
    const name = '</label><script>top.hit=1</script><img src=x onerror="top.hit=1">'
    const hostile = {
      ACTION_URI: 'javascript:top.hit=1',
      FIELDS: { [name]: { ...FIELDS.phone, CODE: { NAME: name, INPUT: { TYPE: 'STRING' } } } },
    }
    await openPreview(handlerOf({ FORM_DATA: hostile }))

    await expect.element(panel.getByText('ACTION_URI is not a whole address')).toBeVisible()
    expect(frame().getAttribute('sandbox')).toBe('')
    const drawn = new DOMParser().parseFromString(frame().srcdoc, 'text/html')
    expect(drawn.querySelectorAll('script, img, a, form, [href], [src], [onerror]')).toHaveLength(0)
    expect(drawn.querySelector('.label')?.textContent).toBe(name)
    expect(panel.element().querySelectorAll('a, img, script')).toHaveLength(0)
  })
})

describe('trying it', () => {
  it('sends the very fields, and shows what arrived', async () => {
    const asked = answerTries(arrived)
    await openPreview(FORM)

    await userEvent.click(panel.getByRole('button', { name: 'Try it' }))

    await expect.element(panel.getByText('6 fields arrived by POST, as sent.')).toBeVisible()
    expect(asked).toEqual([
      {
        transport: 'POST',
        answer: null,
        fields: [
          { name: 'stall', value: 'sample-STALL' },
          { name: 'sum', value: '149.9' },
          { name: 'kind', value: 'day' },
          { name: 'phone', value: '' },
          { name: 'BX_PAYSYSTEM_ID', value: '17' },
          { name: 'BX_RETURN_URL', value: 'https://shop.example/orders/512/' },
        ],
      },
    ])
    await userEvent.fill(panel.getByRole('textbox', { name: 'Stall' }), '9')
    await expect.element(panel.getByText('as sent.')).not.toBeInTheDocument()
  })

  it.each([
    ['Address and id, as it should', 'The portal sends the buyer to https://pay.example/start/7d41c0'],
    ['Errors of its own', '“The shop number is unknown”'],
    ['Status 500', '“Error registering order in payment system”'],
  ])('shows what a portal makes of the answer “%s”', async (answer, words) => {
    answerTries(arrived)
    await openPreview(CHECKOUT)

    await userEvent.click(panel.getByRole('combobox', { name: 'What the payment service answers' }))
    await userEvent.click(page.getByRole('option', { name: answer, exact: true }))
    await userEvent.click(panel.getByRole('button', { name: 'Try it' }))

    await expect.element(panel.getByText(words)).toBeVisible()
  })

  it('says how the practice portal comes back when it does not run', async () => {
    const error = new AppError('internal', 'It does not run', { details: { reason: 'practice-not-started' } })
    answerTries(() => ({ ok: false, error: error.toWire() }))
    await openPreview(FORM)

    await userEvent.click(panel.getByRole('button', { name: 'Try it' }))

    await expect
      .element(panel.getByRole('alert'))
      .toHaveTextContent('The practice portal is not running. Restart Paydesk.')
  })
})

describe.each(['light', 'dark'] as const)('the preview in the %s theme', theme => {
  it('can be used by everybody', async () => {
    document.documentElement.dataset['theme'] = theme
    onTestFinished(() => {
      delete document.documentElement.dataset['theme']
    })
    answerTries(arrived)
    await openPreview(CHECKOUT.replace('"CHECKOUT_DATA"', `"FORM_DATA":{"ACTION_URI":""},"CHECKOUT_DATA"`))
    await userEvent.click(panel.getByRole('button', { name: 'Try it' }))
    await expect.element(panel.getByText('The portal sends the buyer to')).toBeVisible()

    const { violations } = await axe.run(panel.element(), {
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    })

    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })
})
