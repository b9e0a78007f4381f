import { chmod, writeFile } from 'node:fs/promises'

/** Writes a program of one line that ends as another command, which is given all that this one is given. */
export async function writeProgram(path: string, command: readonly string[]): Promise<string> {
  const words = command.map(word => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  await writeFile(path, `#!/bin/sh\nexec ${words} "$@"\n`)
  await chmod(path, 0o755)
  return path
}
