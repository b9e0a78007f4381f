import type { Session } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { denyOutsideRequests } from '../../../../../electron/main/security/session-requests'

vi.mock('electron', () => ({ net: {}, protocol: {} }))

type Listener = (details: { readonly url: string }, answer: (response: { readonly cancel: boolean }) => void) => void

function isCancelled(url: string, developmentUrl?: string): boolean {
  let isStopped: boolean | undefined
  const session = {
    webRequest: { onBeforeRequest: (listener: Listener) => listener({ url }, ({ cancel }) => (isStopped = cancel)) },
  }
  denyOutsideRequests(session as unknown as Session, developmentUrl)
  if (isStopped === undefined) throw new Error('The request was not answered')
  return isStopped
}

describe("the pages' session", () => {
  it.each([
    'app://paydesk/index.html',
    'app://paydesk/assets/index.js',
    'app://paydesk/rasteriser/index.html',
    'data:image/png;base64,AAAA',
    'blob:app://paydesk/1',
  ])('loads %s', url => {
    expect(isCancelled(url)).toBe(false)
  })

  it.each([
    'https://portal.example.com/rest/',
    'http://127.0.0.1:8124/',
    'http://localhost:5173/',
    'ws://localhost:5173/',
    'file:///etc/passwd',
    'app://elsewhere/index.html',
    'ftp://example.com/',
    'https://paydesk/index.html',
    'https://example.com/#data:',
  ])('does not load %s', url => {
    expect(isCancelled(url)).toBe(true)
  })

  it('reaches the one server that rebuilds the pages while they are worked on, and no other', () => {
    const server = 'http://localhost:5173'

    expect(isCancelled('http://localhost:5173/main.ts', server)).toBe(false)
    expect(isCancelled('ws://localhost:5173/', server)).toBe(false)
    expect(isCancelled('http://localhost:5174/', server)).toBe(true)
    expect(isCancelled('http://localhost.example.com:5173/', server)).toBe(true)
  })
})
