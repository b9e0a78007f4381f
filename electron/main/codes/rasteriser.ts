import type { BrowserWindow, Session } from 'electron'
import * as v from 'valibot'
import type { PixelImage, PixelPart } from '#common/codes/pixel-image'
import {
  MAX_RASTER_PAGES,
  MAX_RASTER_PIXELS,
  PICTURE_URL,
  type RasteriserPage,
  type RedrawnPicture,
} from '#common/codes/rasteriser-page'
import { AppError } from '#common/ipc/app-error'
import type { TextPiece } from '#common/labels/text-pieces'
import { openHiddenWindow } from './hidden-window'

export interface RasteriserOptions {
  /** Address of the rasteriser's page, which `session` serves. */
  readonly url: string
  readonly session: Session
  /** How long an unused window is kept. */
  readonly idleMs?: number
  readonly timeoutMs?: number
}

/** Turns finished files into pixels, so that main can read the codes in them. */
export interface Rasteriser {
  pdf(file: Uint8Array, dpi: number): Promise<PixelImage[]>
  svg(text: string, dpi: number): Promise<PixelImage>
  png(file: Uint8Array): Promise<PixelImage>
  /** Draws a person's picture anew, so that nothing but its pixels is left; null if it is none, or too large. */
  redrawn(file: Uint8Array, type: 'image/png' | 'image/jpeg', maxSide: number): Promise<RedrawnPicture | null>
  /** A PDF whose pages are wanted one at a time; the last one that was asked for stays open. */
  pages(file: Uint8Array): PdfPages
  /** The widths of pieces of text in the font of labels, in em, in their order. */
  measure(pieces: readonly TextPiece[]): Promise<number[]>
  /** Opens the window ahead of its first use. */
  warmUp(): void
  /** Destroys the window; what is still being drawn fails. A later use opens another. */
  dispose(): void
}

/** The pages of one PDF, from 1. */
export interface PdfPages {
  count(): Promise<number>
  /** Some of a page, whose pixels are all drawn and not all handed over; null for what reaches over the page's edge. */
  parts(page: number, dpi: number, parts: readonly PixelPart[]): Promise<(PixelImage | null)[]>
  /** In its colours, as a data URL of a PNG. */
  picture(page: number, dpi: number): Promise<string>
}

interface OpenPage {
  readonly window: BrowserWindow
  readonly loaded: Promise<void>
  /** The file whose pages are asked for one at a time, and how many it has. */
  file: { readonly bytes: Uint8Array; readonly pageCount: number } | null
}

const IDLE_MS = 60_000
const TIMEOUT_MS = 30_000
/** So that each call is short, and others get their turn between two. */
const PIECES_AT_ONCE = 2_000

const Picture = v.pipe(
  v.object({
    width: v.pipe(v.number(), v.integer(), v.minValue(1)),
    height: v.pipe(v.number(), v.integer(), v.minValue(1)),
    luma: v.instance(Uint8Array),
  }),
  v.check(({ width, height, luma }) => width * height <= MAX_RASTER_PIXELS && luma.length === width * height),
)
const Pictures = v.pipe(v.array(Picture), v.minLength(1), v.maxLength(MAX_RASTER_PAGES))
const Redrawn = v.object({ dataUrl: v.pipe(v.string(), v.regex(PICTURE_URL)), ratio: v.pipe(v.number(), v.finite()) })
const PageCount = v.pipe(v.number(), v.integer(), v.minValue(1))
const PictureUrl = v.pipe(v.string(), v.regex(PICTURE_URL))

/**
 * Draws in a hidden, sandboxed window that is made at the first use and destroyed when idle. One file is drawn at a
 * time. Error: internal with reason `rasteriser-failed` or `rasteriser-timed-out`.
 */
export function createRasteriser(options: RasteriserOptions): Rasteriser {
  const { idleMs = IDLE_MS, timeoutMs = TIMEOUT_MS } = options
  let open: OpenPage | null = null
  let idleTimer: NodeJS.Timeout | undefined
  let lastInLine: Promise<unknown> = Promise.resolve()

  return {
    pdf: (file, dpi) => inLine(() => draw('pdf', Pictures, [base64(file), dpi])),
    svg: (text, dpi) => inLine(() => draw('svg', Picture, [text, dpi])),
    png: file => inLine(() => draw('png', Picture, [base64(file)])),
    measure: pieces =>
      inLine(async () => {
        const widths: number[] = []
        for (let start = 0; start < pieces.length; start += PIECES_AT_ONCE) {
          const some = pieces.slice(start, start + PIECES_AT_ONCE)
          widths.push(...(await draw('measure', widthsOf(some), [some])))
        }
        return widths
      }),
    redrawn: (file, type, maxSide) =>
      inLine(() => draw('redrawn', Redrawn, [base64(file), type, maxSide])).catch((error: unknown) => {
        if (error instanceof AppError && error.details['reason'] === 'rasteriser-failed') return null
        throw error
      }),
    pages,
    warmUp,
    dispose,
  }

  function pages(file: Uint8Array): PdfPages {
    return {
      count: () => inLine(() => opened(file)),
      parts: (page, dpi, parts) =>
        inLine(() => opened(file).then(() => draw('pdfParts', picturesOf(parts), [page, dpi, parts]))),
      picture: (page, dpi) => inLine(() => opened(file).then(() => draw('pdfPicture', PictureUrl, [page, dpi]))),
    }
  }

  /** Its window may have been destroyed since, or another file have taken its place. */
  async function opened(bytes: Uint8Array): Promise<number> {
    const place = page()
    if (place.file?.bytes === bytes) return place.file.pageCount
    place.file = null
    const pageCount = await draw('openPdf', PageCount, [base64(bytes)])
    place.file = { bytes, pageCount }
    return pageCount
  }

  function warmUp(): void {
    page()
    destroyWhenIdle()
  }

  function dispose(): void {
    clearTimeout(idleTimer)
    if (open !== null) destroy(open.window)
    open = null
  }

  function inLine<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = lastInLine.then(async () => {
      clearTimeout(idleTimer)
      try {
        return await work()
      } catch (error) {
        // A page that failed or hangs is not trusted with the next file.
        dispose()
        throw error instanceof AppError ? error : failed('rasteriser-failed', error)
      } finally {
        destroyWhenIdle()
      }
    })
    lastInLine = result.catch(() => undefined)
    return result
  }

  async function draw<Name extends keyof RasteriserPage, Result>(
    name: Name,
    answer: v.GenericSchema<unknown, Result>,
    parameters: Parameters<RasteriserPage[Name]>,
  ): Promise<Result> {
    const { window, loaded } = page()
    const call = `window.rasteriser.${name}(...${JSON.stringify(parameters)})`
    const end = endOf(window, timeoutMs)
    try {
      await Promise.race([loaded, end.reached])
      return v.parse(answer, await Promise.race([window.webContents.executeJavaScript(call), end.reached]))
    } finally {
      end.stopWatching()
    }
  }

  function page(): OpenPage {
    if (open !== null && !open.window.isDestroyed()) return open
    const window = openHiddenWindow(options.session, { runsScripts: true })
    open = { window, loaded: window.loadURL(options.url), file: null }
    // A window that cannot be used goes at once, and whoever draws in it hears of its end.
    open.loaded.catch(() => destroy(window))
    window.webContents.once('render-process-gone', () => destroy(window))
    return open
  }

  function destroyWhenIdle(): void {
    clearTimeout(idleTimer)
    idleTimer = setTimeout(dispose, idleMs).unref()
  }
}

function picturesOf(parts: readonly PixelPart[]) {
  return v.pipe(
    v.array(v.nullable(Picture)),
    v.length(parts.length),
    v.check(pictures =>
      pictures.every((picture, index) => {
        const part = parts[index]
        return picture === null || (picture.width === part?.width && picture.height === part.height)
      }),
    ),
  )
}

function widthsOf(pieces: readonly TextPiece[]) {
  return v.pipe(v.array(v.pipe(v.number(), v.finite(), v.minValue(0))), v.length(pieces.length))
}

/** A page that crashes or hangs leaves its promises open for ever, so the end of its window and of time are watched. */
function endOf(window: BrowserWindow, timeoutMs: number): { reached: Promise<never>; stopWatching: () => void } {
  let stopWatching = (): void => undefined
  const reached = new Promise<never>((_, reject) => {
    const onGone = (): void => reject(failed('rasteriser-failed'))
    const timer = setTimeout(() => reject(failed('rasteriser-timed-out')), timeoutMs)
    window.once('closed', onGone)
    stopWatching = () => {
      clearTimeout(timer)
      window.removeListener('closed', onGone)
    }
  })
  return { reached, stopWatching }
}

function destroy(window: BrowserWindow): void {
  if (!window.isDestroyed()) window.destroy()
}

function base64(file: Uint8Array): string {
  return Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('base64')
}

function failed(reason: 'rasteriser-failed' | 'rasteriser-timed-out', cause?: unknown): AppError {
  return new AppError('internal', 'The file could not be turned into pixels to check its code', {
    details: { reason },
    cause,
  })
}
