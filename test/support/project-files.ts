import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** The project's folder, with a slash at its end. */
export const PROJECT = new URL('../..', import.meta.url).pathname

/** What is made and not written; none of it is tracked. */
const MADE: ReadonlySet<string> = new Set(['.git', 'node_modules', 'out', '.types', 'dist'])

/** The paths of the project's own files from its folder, with slashes. */
export function projectFiles(): string[] {
  return pathsIn(PROJECT)
}

function pathsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (folder === PROJECT && MADE.has(entry.name)) return []
    return entry.isDirectory() ? pathsIn(path) : [relative(PROJECT, path).split(sep).join('/')]
  })
}

/** A file's text; what is no text, such as a picture, is empty. */
export function textOf(path: string): string {
  const bytes = readFileSync(join(PROJECT, path))
  return bytes.includes(0) ? '' : bytes.toString('utf8')
}
