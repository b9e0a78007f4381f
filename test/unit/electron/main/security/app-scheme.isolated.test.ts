import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import type { Session } from 'electron'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { APP_ORIGIN, fileOf, serveAppScheme } from '../../../../../electron/main/security/app-scheme'

vi.mock('electron', () => ({ net: {}, protocol: {} }))

const FOLDER = join(sep, 'opt', 'paydesk', 'pages')

describe('a path of a page', () => {
  it.each([
    ['/index.html', 'index.html'],
    ['/assets/index-1a2b.js', 'assets/index-1a2b.js'],
    ['/with%20space.css', 'with space.css'],
    ['/assets/../index.html', 'index.html'],
    ['/./index.html', 'index.html'],
    ['//index.html', 'index.html'],
    ['/%D0%B0.svg', 'а.svg'],
  ])('%s names the file %s', (path, file) => {
    expect(fileOf(path, FOLDER)).toBe(join(FOLDER, file))
  })

  it.each([
    '/../secret.html',
    '/../pages-of-another/index.html',
    '/../../../../etc/passwd',
    '/%2e%2e/secret.html',
    '/%2E%2E%2Fsecret.html',
    '/..%2fsecret.html',
    '/assets/..%2f..%2fsecret.html',
    '/assets/%2e%2e/%2e%2e/secret.html',
    '/index.html%00.png',
    '/%00',
    '/%',
    '/%E0%A4%A',
    '/..',
    '..',
  ])('%s names no file', path => {
    expect(fileOf(path, FOLDER)).toBeNull()
  })

  it.each([
    '/%252e%252e%252fsecret.html',
    '/..\\..\\secret.html',
    '/%5c..%5c..%5csecret.html',
    '/C:\\Windows\\win.ini',
    '/C:/Windows/win.ini',
    '//etc/passwd',
    '/%2Fetc/passwd',
    '/file:///etc/passwd',
    '/....//....//secret.html',
  ])('%s names nothing outside of the folder', path => {
    const file = fileOf(path, FOLDER)
    expect(file === null || file.startsWith(FOLDER + sep)).toBe(true)
  })

  it('never leaves the folder, however it is put together', () => {
    const piece = fc.constantFrom(
      '/',
      '..',
      '.',
      '%2e',
      '%2f',
      '%5c',
      '\\',
      '%',
      '%00',
      '%25',
      'a',
      'C:',
      '~',
      '%c0%ae',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const file = fileOf(`/${pieces.join('')}`, FOLDER)
        expect(file === null || file.startsWith(FOLDER + sep)).toBe(true)
        expect(file?.split(sep) ?? []).not.toContain('..')
      }),
    )
  })
})

describe('the private scheme', () => {
  let root: string
  let ask: (address: string, method?: string) => Promise<Response>

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'paydesk-pages-'))
    await mkdir(join(root, 'pages'))
    await writeFile(join(root, 'pages', 'index.html'), '<!doctype html>')
    await writeFile(join(root, 'pages', 'notes.json'), '{}')
    await writeFile(join(root, 'secret.html'), 'secret')
    let handler: (request: Request) => Promise<Response> = () => Promise.reject(new Error('Nothing is served'))
    const session = { protocol: { handle: (_scheme: string, handle: typeof handler) => (handler = handle) } }
    serveAppScheme(session as unknown as Session, { folder: join(root, 'pages'), developmentUrl: undefined })
    ask = (address, method = 'GET') => handler({ url: address, method } as Request)
  })

  afterEach(() => rm(root, { recursive: true }))

  it('serves a page with the policy and its kind, never to be kept', async () => {
    const response = await ask(`${APP_ORIGIN}/index.html`)

    expect(response.status).toBe(200)
    expect(await response.text()).toBe('<!doctype html>')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it.each([
    ['another host', 'app://elsewhere/index.html'],
    ['a file that is not there', `${APP_ORIGIN}/missing.html`],
    ['a kind of file the build does not make', `${APP_ORIGIN}/notes.json`],
    ['the folder itself', `${APP_ORIGIN}/`],
    ['a file outside', `${APP_ORIGIN}/..%2fsecret.html`],
  ])('answers 404 for %s', async (_, address) => {
    const response = await ask(address)

    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it.each(['POST', 'PUT', 'HEAD'])('takes no %s', async method => {
    expect((await ask(`${APP_ORIGIN}/index.html`, method)).status).toBe(405)
  })
})
