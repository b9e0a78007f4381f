import { readFileSync } from 'node:fs'

interface Folder {
  readonly files: Readonly<Record<string, Folder | object>>
}

/** The paths of all files that an asar archive lists, those kept beside it included. */
export function filesOfAsar(path: string): string[] {
  const archive = readFileSync(path)
  const index = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12))) as Folder
  return pathsIn(index, '')
}

function pathsIn({ files }: Folder, prefix: string): string[] {
  return Object.entries(files).flatMap(([name, entry]) =>
    'files' in entry ? pathsIn(entry, `${prefix}${name}/`) : [`${prefix}${name}`],
  )
}
