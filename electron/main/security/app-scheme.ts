import { net, protocol, type Session } from 'electron'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { contentSecurityPolicy } from './content-security-policy'
import { permissionsPolicy } from './permissions-policy'

const SCHEME = 'app'

/** The origin of everything the app shows. */
export const APP_ORIGIN = `${SCHEME}://paydesk`

/** Every kind of file the build makes; another kind is not served. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export interface PageSource {
  /** The folder of the built pages. */
  readonly folder: string
  /** Where electron-vite serves the same pages while they are being worked on. */
  readonly developmentUrl: string | undefined
}

/** Must run before Electron is ready. */
export function declareAppScheme(): void {
  // SECURITY: `secure` gives the page a secure context; `bypassCSP` stays off.
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the pages to one session, with the policy as a header, and nothing outside their folder. */
export function serveAppScheme(session: Session, source: PageSource): void {
  session.protocol.handle(SCHEME, async request => {
    const url = new URL(request.url)
    if (`${url.protocol}//${url.host}` !== APP_ORIGIN) return new Response(null, { status: 404 })
    if (request.method !== 'GET') return new Response(null, { status: 405 })
    const page = await pageAt(url, source)
    if (page === null) return new Response(null, { status: 404 })
    return new Response(page.body, { headers: headersFor(page.type, source) })
  })
}

/** The file a page's path names inside the folder, or null when it names one outside of it. */
export function fileOf(path: string, folder: string): string | null {
  const decoded = decodedPath(path)
  if (decoded === null || decoded.includes('\0')) return null
  const file = normalize(join(folder, decoded))
  // SECURITY: "..", encoded or not, must not reach a file outside the built pages.
  return file.startsWith(normalize(folder + sep)) ? file : null
}

function decodedPath(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

async function pageAt(url: URL, source: PageSource): Promise<{ body: ArrayBuffer | Buffer; type: string } | null> {
  if (source.developmentUrl !== undefined) {
    const answer = await net.fetch(new URL(url.pathname + url.search, source.developmentUrl).href)
    if (!answer.ok) return null
    return { body: await answer.arrayBuffer(), type: answer.headers.get('content-type') ?? 'text/plain' }
  }
  const file = fileOf(url.pathname, source.folder)
  const type = file === null ? undefined : MEDIA_TYPES[extname(file)]
  if (file === null || type === undefined) return null
  const body = await readFile(file).catch(() => null)
  return body === null ? null : { body, type }
}

function headersFor(type: string, source: PageSource): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': contentSecurityPolicy(source.developmentUrl),
    'permissions-policy': permissionsPolicy(),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  }
}
