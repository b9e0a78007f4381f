import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { accessFaults, colourFaults, smallTargets, startOfWindow, tabStopsWithoutFocus } from './pages/access-checks'
import {
  comparePage,
  draftPage,
  draftsPage,
  goTo,
  journalPage,
  labelsPage,
  paymentListPage,
  paymentsPage,
  portalsPage,
  promotionPage,
  practicePanel,
  previewPanel,
  pushPage,
  textEditor,
} from './pages/paydesk-pages'

const FILE = resolve(import.meta.dirname, '../support/winter-fair-update.json')
const PAYMENT = 1063
const TITLE = 'Лавка «Северное сияние»'

/** A state of the app and the way to it, from wherever the app is. */
interface State {
  readonly name: string
  readonly show: (paydesk: Paydesk, portal: PracticePortal) => Promise<void>
  /** Tab does not leave a list that is open; it is chosen from or closed. */
  readonly isList?: boolean
}

const EMPTY_STATES: readonly State[] = [
  { name: 'drafts, none yet', show: paydesk => goTo(paydesk, 'Drafts') },
  { name: 'journal, nothing yet', show: paydesk => goTo(paydesk, 'Journal') },
  { name: 'payments, no code yet', show: paydesk => goTo(paydesk, 'Payments') },
]

const STATES: readonly State[] = [
  {
    name: 'portals',
    show: async paydesk => {
      await goTo(paydesk, 'Portals')
      await portalsPage.checkConnection(paydesk)
      await paydesk.window.getByText('Connected as').first().waitFor()
    },
  },
  {
    name: 'portals, one being added',
    show: async paydesk => {
      await goTo(paydesk, 'Portals')
      await portalsPage.openForm(paydesk)
      await paydesk.paste('the webhook is missing here')
      await paydesk.window.getByRole('alert').waitFor()
      await paydesk.window.getByRole('button', { name: 'Save portal' }).click()
      await paydesk.window.getByText('Nothing was saved').waitFor()
      await paydesk.window.getByRole('button', { name: 'Details' }).click()
    },
  },
  {
    name: 'portals, name and colour',
    show: async paydesk => {
      await goTo(paydesk, 'Portals')
      await portalsPage.open(paydesk, 'Name and colour')
    },
  },
  {
    name: 'portals, the colours to choose from',
    isList: true,
    show: async paydesk => {
      await goTo(paydesk, 'Portals')
      await portalsPage.open(paydesk, 'Name and colour')
      await paydesk.window.getByRole('combobox', { name: 'Colour' }).click()
      await paydesk.window.getByRole('option', { name: 'Amber' }).waitFor()
    },
  },
  {
    name: 'portals, a credential being replaced',
    show: async paydesk => {
      await goTo(paydesk, 'Portals')
      await portalsPage.open(paydesk, 'Replace credential')
    },
  },
  {
    name: 'portals, the question before a removal',
    show: async paydesk => {
      await goTo(paydesk, 'Portals')
      await portalsPage.open(paydesk, 'Remove')
    },
  },
  {
    name: 'portals, with faults and limits',
    show: async paydesk => {
      await goTo(paydesk, 'Portals')
      await practicePanel.open(paydesk)
      await practicePanel.choose(paydesk, 'Calls of', 'sale.paysystem.handler.delete')
      await practicePanel.choose(paydesk, 'How often', 'Until stopped')
      await practicePanel.arm(paydesk)
      await paydesk.window.getByRole('list', { name: 'Armed faults' }).waitFor()
      await portalsPage.checkConnection(paydesk)
      await paydesk.window.getByRole('table', { name: 'Requests, newest first' }).waitFor()
    },
  },
  {
    name: 'handlers',
    show: async paydesk => {
      await goTo(paydesk, 'Handlers')
      await paydesk.window.getByRole('table', { name: 'Handlers' }).waitFor()
    },
  },
  {
    name: 'drafts',
    show: async paydesk => {
      await draftsPage.openFile(paydesk, FILE)
      await goTo(paydesk, 'Drafts')
      await paydesk.window.getByRole('table', { name: 'Drafts' }).waitFor()
    },
  },
  {
    name: 'drafts, one removed',
    show: async paydesk => {
      await draftsPage.openFile(paydesk, FILE)
      await goTo(paydesk, 'Drafts')
      await paydesk.window.getByRole('button', { name: 'Remove Winter fair cards' }).first().click()
      await paydesk.window.getByRole('button', { name: 'Undo' }).waitFor()
    },
  },
  {
    name: 'a draft as text',
    show: async paydesk => {
      await draftsPage.openFile(paydesk, FILE)
      await textEditor(paydesk).focus()
    },
  },
  {
    name: 'a draft as text that is searched',
    show: async paydesk => {
      await draftsPage.openFile(paydesk, FILE)
      await paydesk.window.getByRole('button', { name: 'Find' }).click()
      await paydesk.window.getByRole('textbox', { name: 'Find' }).waitFor()
    },
  },
  {
    name: 'a draft as a tree',
    show: async paydesk => {
      await draftsPage.openFile(paydesk, FILE)
      await draftPage.show(paydesk, 'Tree')
      await paydesk.window.getByText('winter_fair_form', { exact: true }).last().waitFor()
    },
  },
  {
    name: 'a draft as a form, beside what the buyer sees',
    show: async paydesk => {
      await draftsPage.openFile(paydesk, FILE)
      await draftPage.show(paydesk, 'Form')
      await paydesk.window.getByRole('region', { name: 'Form of the draft' }).waitFor()
      await previewPanel.open(paydesk)
    },
  },
  {
    name: 'a draft as a table, a cell being edited, beside its revisions',
    show: async paydesk => {
      const { window } = paydesk
      await draftsPage.openFile(paydesk, FILE)
      await draftPage.show(paydesk, 'Table')
      await window.getByRole('tab', { name: 'Revisions' }).click()
      await window.getByRole('button', { name: 'Keep a revision' }).waitFor()
      await window.getByRole('gridcell', { name: 'Stall number' }).dblclick()
    },
  },
  {
    name: 'a comparison',
    show: async paydesk => {
      await draftsPage.openFile(paydesk, FILE)
      await comparePage.open(paydesk)
      await paydesk.window.getByRole('radiogroup', { name: 'Compare by' }).waitFor()
    },
  },
  {
    name: 'a draft whose tree is closed',
    show: async paydesk => {
      await showBrokenDraft(paydesk)
      await draftPage.show(paydesk, 'Tree')
      await paydesk.window.getByText('The tree is closed').waitFor()
    },
  },
  { name: 'a draft that is not JSON', show: showBrokenDraft },
  {
    name: 'a push, planned',
    show: async (paydesk, portal) => {
      await showPlan(paydesk, portal)
    },
  },
  {
    name: 'a push to a handler that was changed',
    show: async (paydesk, portal) => {
      await goTo(paydesk, 'Handlers')
      await paydesk.window
        .getByRole('button', { name: /^Open as draft: / })
        .first()
        .click()
      await textEditor(paydesk).waitFor()
      await call(portal, 'sale.paysystem.handler.update?ID=1&FIELDS[SORT]=' + String(nextSort()))
      await draftPage.push(paydesk)
      await paydesk.window.getByText('Somebody changed this handler on the portal').waitFor()
    },
  },
  {
    name: 'a push, done',
    show: async (paydesk, portal) => {
      await showPlan(paydesk, portal)
      await pushPage.confirm(paydesk)
    },
  },
  {
    name: 'a push to several portals, one of them opened, and what came of it',
    show: async (paydesk, portal) => {
      await showPlan(paydesk, portal)
      await promotionPage.open(paydesk)
      await promotionPage.waitForStatus(paydesk, '1 name is still to be typed.')
      const mend = portal.faults.onMethod('sale.paysystem.handler.update', { kind: 'error', code: 'ACCESS_DENIED' })
      await promotionPage.nameField(paydesk, TITLE).fill(TITLE)
      await promotionPage.button(paydesk).click()
      await paydesk.window.getByText('Pushed to 0 of 1 portal').waitFor()
      mend()
      await promotionPage.choose(paydesk, 'Practice portal')
      await paydesk.window.getByRole('button', { name: 'Show the plan: Practice portal' }).click()
      await pushPage.waitForPlan(paydesk)
    },
  },
  {
    name: 'payments, with a code',
    show: async paydesk => {
      await paymentsPage.make(paydesk, PAYMENT)
      await paymentsPage.waitForCode(paydesk, PAYMENT)
    },
  },
  {
    name: 'payments, refused',
    show: async (paydesk, portal) => {
      portal.faults.set('wrong-link', { paymentId: PAYMENT, times: 1 })
      await paymentsPage.make(paydesk, PAYMENT)
      await paydesk.window.getByRole('alert').waitFor()
      await paydesk.window.getByRole('button', { name: 'Details' }).click()
    },
  },
  {
    name: 'payments, a kept link that can stand in, and the question before all are removed',
    show: async (paydesk, portal) => {
      await paymentsPage.make(paydesk, PAYMENT)
      await paymentsPage.waitForCode(paydesk, PAYMENT)
      const mend = portal.faults.onMethod('salescenter.payment.getPublicUrl', { kind: 'html-page', status: 200 })
      await paymentsPage.make(paydesk, PAYMENT)
      await paymentsPage.waitForStandIn(paydesk)
      mend()
      await paydesk.window.getByRole('button', { name: 'Remove all' }).click()
      await paydesk.window.getByRole('button', { name: 'Cancel' }).waitFor()
    },
  },
  {
    name: 'payments, the code of a kept link',
    show: async paydesk => {
      await paymentsPage.make(paydesk, PAYMENT)
      await paymentsPage.waitForCode(paydesk, PAYMENT)
      await paymentsPage.makeFromKept(paydesk, PAYMENT)
    },
  },
  {
    name: 'backups of the handlers of a portal',
    show: async ({ window }) => {
      await window.getByRole('link', { name: 'Handlers' }).click()
      await window.getByRole('button', { name: 'Backups' }).click()
      await window.getByRole('heading', { name: 'Backups', level: 1 }).waitFor()
      await window
        .getByRole('button', { name: /^Restore / })
        .or(window.getByText('No backups of this portal yet'))
        .first()
        .waitFor()
    },
  },
  {
    name: 'journal, what was done and what was refused',
    show: async paydesk => {
      await goTo(paydesk, 'Handlers')
      await paydesk.window.getByRole('table', { name: 'Handlers' }).waitFor()
      await paymentsPage.make(paydesk, 999_999)
      await paydesk.window.getByRole('alert').waitFor()
      await goTo(paydesk, 'Journal')
      // Whatever was done before, so that Tab gets through the list.
      await paydesk.window.getByRole('searchbox').fill('getPublicUrl')
      await expect.poll(() => journalPage.row(paydesk, 'sale.paysystem.handler.list').count()).toBe(0)
      await journalPage.open(paydesk, 'salescenter.payment.getPublicUrl')
    },
  },
  {
    name: 'payments, a list with links that were fetched and that failed',
    show: async paydesk => {
      await paymentListPage.addIds(paydesk, '1040-1044, 999999')
      // The list outlives the place, so that only the first visit finds payments without a link.
      await paydesk.window.getByRole('checkbox', { name: 'Select all payments in the list' }).check()
      await paydesk.window.getByRole('button', { name: 'Fetch again' }).click()
      await paydesk.window.getByText('5 links of 6 fetched. 1 failed').waitFor()
      await paydesk.window.getByRole('radio', { name: 'Search' }).click()
    },
  },
  {
    name: 'labels of payments, one of which has no link',
    show: async paydesk => {
      // The list and its links outlive the place: they are those of the state before.
      await paymentListPage.open(paydesk)
      await labelsPage.open(paydesk)
      await labelsPage.waitForVerified(paydesk, 5)
      await labelsPage.waitForPage(paydesk, 1, 1)
    },
  },
  {
    name: 'labels, a placeholder that nobody knows, the screen being measured and a printer being calibrated',
    show: async paydesk => {
      const { window } = paydesk
      await paymentListPage.open(paydesk)
      await labelsPage.open(paydesk)
      await labelsPage.waitForVerified(paydesk, 5)
      await labelsPage.zoom(paydesk, 'True size')
      await window.getByRole('slider', { name: /bank card/ }).waitFor()
      await labelsPage.write(paydesk, 1, 'Order {oder}')
      await window.getByText('Nothing is known under {oder}').waitFor()
    },
  },
  { name: 'settings', show: paydesk => goTo(paydesk, 'Settings') },
]

describe('with nothing in it yet', () => {
  let portal: PracticePortal
  let paydesk: Paydesk

  beforeAll(async () => {
    portal = await startPracticePortal()
    paydesk = await startPaydesk()
  })

  afterAll(async () => {
    await paydesk.close()
    await portal.close()
  })

  it.each(EMPTY_STATES)('$name: can be used by everybody', async ({ show }) => {
    await show(paydesk, portal)
    await expectAccess(paydesk)
  })

  it('begins each place with a way past the rail', async () => {
    await goTo(paydesk, 'Settings')
    await startOfWindow(paydesk)
    await paydesk.window.keyboard.press('Tab')
    await paydesk.window.keyboard.press('Enter')
    expect(await paydesk.window.evaluate(() => document.activeElement?.tagName)).toBe('MAIN')
  })

  it('moves nothing for those who asked their system for less motion', async () => {
    await paydesk.window.emulateMedia({ reducedMotion: 'reduce' })
    const longest = await paydesk.window.evaluate(() => {
      const probe = document.createElement('div')
      probe.style.cssText = 'animation: probe 900ms linear infinite; transition: color 900ms'
      document.body.append(probe)
      const { animationDuration, animationIterationCount, transitionDuration } = getComputedStyle(probe)
      probe.remove()
      return { animationDuration, animationIterationCount, transitionDuration }
    })
    await paydesk.window.emulateMedia({ reducedMotion: null })
    expect(longest).toEqual({
      animationDuration: '1e-05s',
      animationIterationCount: '1',
      transitionDuration: '1e-05s',
    })
  })
})

describe('with everything in it', () => {
  let portal: PracticePortal
  let paydesk: Paydesk

  beforeAll(async () => {
    portal = await startPracticePortal()
    paydesk = await startPaydesk()
    paydesk.window.setDefaultTimeout(5_000)
    await portalsPage.add(paydesk, portal.address, TITLE)
  })

  afterAll(async () => {
    await paydesk.close()
    await portal.close()
  })

  it.each(STATES)('$name: can be used by everybody, who sees where the focus is', async ({ show, isList }) => {
    await begin(paydesk)
    await show(paydesk, portal)
    await expectAccess(paydesk)
    if (isList !== true) expect(await tabStopsWithoutFocus(paydesk)).toEqual([])
  })
})

async function expectAccess(paydesk: Paydesk): Promise<void> {
  expect(await smallTargets(paydesk)).toEqual([])
  await paydesk.setTheme('light')
  expect(await accessFaults(paydesk), 'light').toEqual([])
  await paydesk.setTheme('dark')
  expect(await colourFaults(paydesk), 'dark').toEqual([])
}

/** Closes what a state before this one left open, whichever it was. */
async function begin(paydesk: Paydesk): Promise<void> {
  await paydesk.window.keyboard.press('Escape')
  const views = paydesk.window.getByRole('radiogroup', { name: 'View' })
  if (await views.isVisible()) {
    await draftPage.show(paydesk, 'Text')
    await paydesk.window.getByRole('tab', { name: 'Problems' }).click()
  }
  await goTo(paydesk, 'Settings')
}

async function showBrokenDraft(paydesk: Paydesk): Promise<void> {
  await draftsPage.create(paydesk)
  await textEditor(paydesk).click()
  await paydesk.window.keyboard.press('ControlOrMeta+End')
  await paydesk.window.keyboard.type('}')
  await paydesk.window.getByRole('button', { name: /^Go to line/ }).waitFor()
}

/** A plan that has something to change, whatever was pushed before. */
async function showPlan(paydesk: Paydesk, portal: PracticePortal): Promise<void> {
  await call(portal, 'sale.paysystem.handler.update?ID=3&FIELDS[SORT]=' + String(nextSort()))
  await draftsPage.openFile(paydesk, FILE)
  await draftPage.push(paydesk)
  await pushPage.waitForPlan(paydesk)
}

let sort = 700

function nextSort(): number {
  sort += 1
  return sort
}

async function call(portal: PracticePortal, methodAndFields: string): Promise<void> {
  const answer = await fetch(`${portal.address}${methodAndFields}`)
  expect(answer.status).toBe(200)
}
