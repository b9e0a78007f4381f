import type { createSocket as createDatagramSocket } from 'node:dgram'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { connect as connectTo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { canRecord, contactsIn, recordingCommand, type Contact } from '../support/network-record'
import { writeProgram } from '../support/program-file'
import { ELECTRON, startPaydesk, type Paydesk } from './hosts/paydesk'
import { asPageCode } from './pages/page-code'
import { draftPage, draftsPage, goTo, paymentsPage, portalsPage, pushPage, textEditor } from './pages/paydesk-pages'

const FILE = resolve(import.meta.dirname, '../support/winter-fair-update.json')
const PAYMENT = 1063
/** The printing service of this computer, which its own program asks for printers. */
const PRINTING: readonly Contact[] = ['tcp 127.0.0.1:631', 'tcp [::1]:631']
/** Addresses of documentation, at which there is nobody (RFC 5737, RFC 3849). */
const STRANGERS: readonly Contact[] = [
  'udp 192.0.2.1:9',
  'udp 192.0.2.2:53',
  'udp [2001:db8::1]:9',
  'tcp 192.0.2.3:9',
  'tcp [2001:db8::3]:9',
  'tcp 192.0.2.4:8009',
]

describe.skipIf(!canRecord())('whom the app reaches for (this system must let a program be watched)', () => {
  let portal: Contact
  let allowed: ReadonlySet<Contact>
  let onTour: Contact[]
  let afterwards: Contact[]

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'paydesk-network-'))
    const server = await startPracticePortal()
    const trace = join(folder, 'trace')
    await writeProgram(join(folder, 'xdg-open'), ['true'])
    const paydesk = await startPaydesk({
      program: await writeProgram(join(folder, 'electron'), [...recordingCommand(trace), ELECTRON]),
      env: { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` },
      // A program that is watched cannot become root for its sandbox, and the sandbox has no part in this.
      switches: ['--no-sandbox'],
    })
    await tour(paydesk, server, folder)
    const origins = await originsOfPortals(paydesk)
    const lengthOfTour = (await readFile(trace, 'utf8')).length
    await reachForStrangers(paydesk)
    await paydesk.close()
    const text = await readFile(trace, 'utf8')
    await server.close()
    await rm(folder, { recursive: true })
    portal = contactOf(server.address)
    allowed = new Set([...origins.map(contactOf), ...PRINTING])
    onTour = contactsIn(text.slice(0, lengthOfTour))
    afterwards = contactsIn(text.slice(lengthOfTour))
  })

  it('is the chosen portals and nobody else, during a whole tour', () => {
    expect(onTour).toContain(portal)
    expect([...new Set(onTour)].filter(contact => !allowed.has(contact))).toEqual([])
  })

  it('would be seen, whoever it was and by whichever protocol', () => {
    expect(afterwards).toEqual(expect.arrayContaining([...STRANGERS]))
  })
})

/** Every place of the app, its errors, and what page code could try. */
async function tour(paydesk: Paydesk, portal: PracticePortal, folder: string): Promise<void> {
  const { window } = paydesk
  await portalsPage.add(paydesk, portal.address, 'Recorded')
  await portalsPage.checkConnection(paydesk)
  await window.getByText('Connected as').first().waitFor()
  await goTo(paydesk, 'Handlers')
  await window
    .getByRole('button', { name: /^Open as draft: / })
    .first()
    .click()
  await textEditor(paydesk).waitFor()
  await draftsPage.openFile(paydesk, FILE)
  await textEditor(paydesk).click()
  await window.keyboard.press('ControlOrMeta+End')
  await window.keyboard.type(' mispeled')
  await window.getByRole('button', { name: /^Go to line/ }).waitFor()
  for (let typed = 0; typed < ' mispeled'.length; typed++) await window.keyboard.press('Backspace')
  await draftPage.waitUntilSaved(paydesk)
  await draftPage.show(paydesk, 'Tree')
  await window.getByRole('region', { name: 'Tree of the draft' }).waitFor()
  await draftPage.show(paydesk, 'Text')
  await draftPage.push(paydesk)
  await pushPage.waitForPlan(paydesk)
  await pushPage.confirm(paydesk)
  const mend = portal.faults.onMethod('salescenter.payment.getPublicUrl', {
    kind: 'redirect',
    location: 'http://192.0.2.9/rest/',
  })
  await paymentsPage.make(paydesk, PAYMENT)
  await window.getByRole('alert').waitFor()
  mend()
  portal.faults.set('short-link-elsewhere', { paymentId: PAYMENT, times: 1 })
  await paymentsPage.make(paydesk, PAYMENT)
  await window.getByText('The short link leads to another page').waitFor()
  await paymentsPage.make(paydesk, PAYMENT)
  await paymentsPage.waitForCode(paydesk, PAYMENT)
  for (const format of ['SVG', 'PNG', 'PDF'] as const) {
    await paymentsPage.save(paydesk, format, join(folder, `code.${format.toLowerCase()}`))
  }
  await paymentsPage.makeFromKept(paydesk, PAYMENT)
  await goTo(paydesk, 'Settings')
  await window.getByRole('button', { name: 'Show' }).first().click()
  await asPageCode(window, reachFromPage, null)
}

/** What a script that got into the page would try: it is kept from it before a packet leaves. */
async function reachFromPage(): Promise<void> {
  const link = document.createElement('link')
  Object.assign(link, { rel: 'dns-prefetch', href: 'https://outside.example' })
  document.head.append(link)
  new Image().src = 'http://192.0.2.5/picture'
  await fetch('http://192.0.2.5/').catch(() => undefined)
  const connection = new RTCPeerConnection({ iceServers: [{ urls: 'stun:192.0.2.5:3478' }] })
  connection.createDataChannel('out')
  await connection.setLocalDescription(await connection.createOffer())
  await new Promise<void>(done => {
    connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && done()
  })
}

/** Proves that the record would show it: main itself does what it never does. */
async function reachForStrangers({ app }: Paydesk): Promise<void> {
  await app.evaluate(async ({ net: electronNet }) => {
    const { require: load } = (process as unknown as { mainModule: { require: (name: string) => unknown } }).mainModule
    const { createSocket } = load('node:dgram') as { createSocket: typeof createDatagramSocket }
    const { connect } = load('node:net') as { connect: typeof connectTo }
    const sockets = [createSocket('udp4'), createSocket('udp4'), createSocket('udp6')] as const
    const [unconnected, connected, six] = sockets
    await new Promise<void>(done => unconnected.send('x', 9, '192.0.2.1', () => done()))
    await new Promise<void>(done => connected.connect(53, '192.0.2.2', () => connected.send('x', () => done())))
    await new Promise<void>(done => six.send('x', 9, '2001:db8::1', () => done()))
    for (const socket of sockets) socket.close()
    for (const host of ['192.0.2.3', '2001:db8::3']) {
      const socket = connect(9, host).on('error', () => undefined)
      setTimeout(() => socket.destroy(), 200)
    }
    const waiting = new AbortController()
    setTimeout(() => waiting.abort(), 200)
    await electronNet.fetch('http://192.0.2.4:8009/', { signal: waiting.signal }).catch(() => undefined)
  })
}

function originsOfPortals({ window }: Paydesk): Promise<string[]> {
  return window.evaluate(async () => {
    const { bridge } = window as unknown as {
      bridge: { portals: { list: () => Promise<{ value: { portals: { origin: string }[] } }> } }
    }
    return (await bridge.portals.list()).value.portals.map(({ origin }) => origin)
  })
}

function contactOf(address: string): Contact {
  return `tcp ${new URL(address).host}`
}
