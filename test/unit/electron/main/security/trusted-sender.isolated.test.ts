import type { WebFrameMain } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { isOwnPage, isTrustedSender } from '../../../../../electron/main/security/trusted-sender'

vi.mock('electron', () => ({ net: {}, protocol: {} }))

const OWN = 'app://paydesk/index.html'
const OTHERS = [
  'app://paydesk/',
  'app://paydesk/index.htmlx',
  'app://paydesk/index.html?x=1',
  'app://paydesk/index.html/#/drafts',
  'app://paydesk/rasteriser/index.html',
  'app://paydesk.evil.example/index.html',
  'app://paydesk@evil.example/index.html',
  'app://evil.example/app://paydesk/index.html',
  'APP://paydesk/index.html',
  'https://paydesk/index.html',
  'https://evil.example/#app://paydesk/index.html',
  'file:///index.html',
  'data:text/html,app://paydesk/index.html',
  'about:blank',
  'javascript:app://paydesk/index.html',
  '',
]

describe('our own page', () => {
  it.each([OWN, `${OWN}#`, `${OWN}#/drafts/till-a1b2c3`])('is %s', address => {
    expect(isOwnPage(address)).toBe(true)
  })

  it.each(OTHERS)('is not %j', address => {
    expect(isOwnPage(address)).toBe(false)
  })
})

describe('a sender', () => {
  const frame = (url: string, parent: unknown = null): WebFrameMain => ({ url, parent }) as WebFrameMain

  it('is trusted in the main frame of our page', () => {
    expect(isTrustedSender(frame(`${OWN}#/drafts`))).toBe(true)
  })

  it.each([
    ['that is gone already', null],
    ['in a frame inside our page', frame(OWN, frame(OWN))],
    ['in another page', frame('https://evil.example/')],
    ['in the rasteriser', frame('app://paydesk/rasteriser/index.html')],
  ])('%s is not trusted', (_, sender) => {
    expect(isTrustedSender(sender)).toBe(false)
  })

  // Electron throws for such a frame, and with it failed whatever told the window something.
  it('whose page crashed is not trusted', () => {
    const gone = {
      parent: null,
      get url(): string {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed')
      },
    }

    expect(isTrustedSender(gone as unknown as WebFrameMain)).toBe(false)
  })
})
