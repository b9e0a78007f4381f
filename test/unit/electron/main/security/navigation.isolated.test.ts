import type { WebContents } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { comeBackHome, denyNavigation } from '../../../../../electron/main/security/navigation'

vi.mock('electron', () => ({ net: {}, protocol: {} }))

/** A page's contents that only remember what listens, and whether a listener stopped what happened. */
function guarded() {
  const listeners = new Map<string, (event: { preventDefault: () => void }, url?: string) => void>()
  let openWindow: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  const contents = {
    on: (name: string, listener: (event: { preventDefault: () => void }, url?: string) => void) =>
      listeners.set(name, listener),
    setWindowOpenHandler: (handler: typeof openWindow) => (openWindow = handler),
  }
  denyNavigation(contents as unknown as WebContents)
  const isStopped = (name: string, url?: string): boolean => {
    let stopped = false
    listeners.get(name)?.({ preventDefault: () => (stopped = true) }, url)
    return stopped
  }
  return { isStopped, open: (url: string) => openWindow({ url }).action }
}

describe('a page', () => {
  it.each(['https://evil.example/', 'app://paydesk/rasteriser/index.html', 'file:///etc/passwd', 'javascript:0', ''])(
    'cannot go to %j',
    url => {
      expect(guarded().isStopped('will-navigate', url)).toBe(true)
    },
  )

  it('can go from place to place in the app', () => {
    expect(guarded().isStopped('will-navigate', 'app://paydesk/index.html#/drafts')).toBe(false)
  })

  it('follows no redirect and takes in no other page', () => {
    expect(guarded().isStopped('will-redirect', 'app://paydesk/index.html')).toBe(true)
    expect(guarded().isStopped('will-attach-webview')).toBe(true)
  })

  it.each(['https://example.com/', 'app://paydesk/index.html', 'about:blank'])('opens no window: %s', url => {
    expect(guarded().open(url)).toBe('deny')
  })
})

describe('the window', () => {
  function loadsAfter(url: string): string[] {
    const loads: string[] = []
    const contents = {
      on: (_name: string, listener: (event: object, url: string) => void) => listener({}, url),
      loadURL: (address: string) => Promise.resolve(void loads.push(address)),
    }
    comeBackHome(contents as unknown as WebContents, 'app://paydesk/index.html')
    return loads
  }

  // An empty page is shown without anybody being asked, and the app was gone until its next start.
  it.each(['about:blank', 'about:srcdoc', 'app://paydesk/rasteriser/index.html'])('comes back from %s', url => {
    expect(loadsAfter(url)).toEqual(['app://paydesk/index.html'])
  })

  it('stays where it belongs', () => {
    expect(loadsAfter('app://paydesk/index.html#/drafts')).toEqual([])
  })
})
