import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { accessFaults } from './pages/access-checks'
import { draftPage, draftsPage, previewPanel } from './pages/paydesk-pages'

/** Whoever gets this far in the page would be noticed by its title. */
const HOSTILE =
  '</label></body><script>top.document.title="hit"</script><img src="https://outside.example/x.png" onerror="top.document.title=\'hit\'">'

const handler = {
  NAME: 'Winter fair preview',
  CODE: 'winter_preview',
  SORT: 100,
  SETTINGS: {
    FORM_DATA: {
      ACTION_URI: 'javascript:top.document.title="hit"',
      METHOD: 'POST',
      FIELDS: {
        stall: { CODE: 'STALL' },
        [HOSTILE]: { VISIBLE: 'Y', CODE: { NAME: HOSTILE, INPUT: { TYPE: 'STRING' } } },
      },
    },
    CODES: { STALL: { NAME: HOSTILE, DEFAULT: { PROVIDER_KEY: 'VALUE', PROVIDER_VALUE: HOSTILE } } },
  },
}

describe('the preview of a draft', () => {
  let folder: string
  let paydesk: Paydesk
  const requested: string[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paydesk-preview-'))
    await writeFile(join(folder, 'handler.json'), JSON.stringify(handler, null, 2))
    paydesk = await startPaydesk()
    await draftsPage.openFile(paydesk, join(folder, 'handler.json'))
    paydesk.window.on('request', request => requested.push(request.url()))
    paydesk.window.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await previewPanel.open(paydesk)
  })

  afterAll(async () => {
    await paydesk.close()
    await rm(folder, { recursive: true })
  })

  it('draws the buyer’s page in its frame, and a hostile handler is text there that runs and loads nothing', async () => {
    const { window } = paydesk
    const address = window.url()
    const frame = previewPanel.frame(paydesk)
    await frame.getByText(HOSTILE, { exact: true }).waitFor()
    await frame.getByText('Pay', { exact: true }).click()
    await window.getByText('ACTION_URI is not a whole address').waitFor()

    expect(await frame.locator('script, img, form, a').count()).toBe(0)
    expect(await window.title()).toBe('Winter fair preview – Paydesk')
    expect(window.url()).toBe(address)
    expect(requested.filter(url => !url.startsWith('app://paydesk/'))).toEqual([])
    expect(complaints).toEqual([])
  })

  it('lets nothing run or load in the frame even if its markup did get in', async () => {
    const { window } = paydesk
    await window.evaluate(hostile => {
      const frame = document.querySelector('iframe')!
      frame.srcdoc = frame.srcdoc.replace(
        '<body>',
        `<body><p>got in</p>${hostile}<form action="https://outside.example/"><button>Go</button></form>`,
      )
    }, HOSTILE)
    const frame = previewPanel.frame(paydesk)
    await frame.getByText('got in').waitFor()
    await frame.getByRole('button', { name: 'Go' }).click()
    await frame.getByText('got in').waitFor()

    expect(await window.title()).toBe('Winter fair preview – Paydesk')
    expect(await frame.locator('img').evaluate(image => (image as HTMLImageElement).naturalWidth)).toBe(0)
    expect(complaints.length).toBeGreaterThan(0)
  })

  it('sends the very fields to the practice portal, and shows that they arrived', async () => {
    const { window } = paydesk
    await previewPanel.tryIt(paydesk)
    await window.getByText('4 fields arrived by POST, as sent.').waitFor()

    expect(await previewPanel.rows(paydesk, 'Fields that arrived')).toEqual(
      await previewPanel.rows(paydesk, 'Fields that are sent'),
    )
  })

  it('follows the text, and shows what a portal makes of a service’s answers', async () => {
    const { window } = paydesk
    await draftPage.replaceInText(paydesk, 'FORM_DATA', 'CHECKOUT_DATA')
    await window.getByText('A form on the payment page. Once it is sent').waitFor()

    await previewPanel.tryIt(paydesk)
    await window.getByText('The portal sends the buyer to https://pay.example/start/7d41c0').waitFor()
    await previewPanel.chooseAnswer(paydesk, 'Status 500')
    await previewPanel.tryIt(paydesk)
    await window.getByText('“Error registering order in payment system”').waitFor()

    for (const theme of ['light', 'dark'] as const) {
      await paydesk.setTheme(theme)
      expect(await accessFaults(paydesk)).toEqual([])
    }
  })
})
