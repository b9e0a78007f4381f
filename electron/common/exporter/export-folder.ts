import { nameOf } from '../drafts/draft-name'
import { exportHandler } from './export-handler'

export interface ExportedFile {
  /** Safe on every file system, and unlike every other one without regard to case. */
  readonly name: string
  readonly text: string
}

const MAX_NAME = 60
/** Names that Windows keeps for devices. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/** The files of a folder of handlers, each named by its CODE or its NAME. */
export function exportFolder(texts: readonly string[]): ExportedFile[] {
  const taken = new Set<string>()
  return texts.map(text => {
    const { name, code } = nameOf(text)
    const readable = safeName(code) || safeName(name) || 'handler'
    let unique = readable
    for (let count = 2; taken.has(unique.toLowerCase()); count++) unique = `${readable}-${count}`
    taken.add(unique.toLowerCase())
    return { name: `${unique}.json`, text: exportHandler(text, 'json') }
  })
}

function safeName(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^-+/, '')
  const short = [...new Intl.Segmenter().segment(plain)]
    .slice(0, MAX_NAME)
    .map(({ segment }) => segment)
    .join('')
    .replace(/-+$/, '')
  return RESERVED.test(short) ? `${short}-handler` : short
}
