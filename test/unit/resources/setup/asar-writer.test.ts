import { describe, expect, it } from 'vitest'
import { writeAsar } from '../../../../resources/setup/asar-writer.mjs'
import { defaultAppArchive } from '../../../../resources/setup/default-app.mjs'

/** Reads as Electron does: the lengths first, then the index, then each file where the index says. */
function readAsar(archive: Buffer): Record<string, string> {
  const paddedEnd = 8 + archive.readUInt32LE(4)
  const index = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12))) as {
    files: Record<string, { size: number; offset: string }>
  }
  return Object.fromEntries(
    Object.entries(index.files).map(([name, { size, offset }]) => {
      const start = paddedEnd + Number(offset)
      return [name, archive.toString('utf8', start, start + size)]
    }),
  )
}

describe('writeAsar', () => {
  it.each([
    { case: 'one file', files: { 'main.js': 'one' } },
    { case: 'several files', files: { 'package.json': '{}', 'main.js': 'console.log(1)\n', 'b.txt': 'b' } },
    { case: 'an empty file between others', files: { a: 'a', empty: '', b: 'b' } },
    { case: 'text of more bytes than characters', files: { 'имя.txt': 'Zahlung für Ölfässer €', next: 'next' } },
  ])('keeps $case readable', ({ files }) => {
    expect(readAsar(writeAsar(files))).toEqual(files)
  })

  it.each(['a', 'ab', 'abc', 'abcd'])('starts the contents on a multiple of four after a name like %s', name => {
    const archive = writeAsar({ [name]: 'content' })

    expect(archive.readUInt32LE(0)).toBe(4)
    expect(archive.readUInt32LE(4) % 4).toBe(0)
    expect(archive.readUInt32LE(8)).toBe(archive.readUInt32LE(4) - 4)
    expect(archive.toString('utf8', 8 + archive.readUInt32LE(4))).toBe('content')
  })
})

describe('defaultAppArchive', () => {
  it('names a main script that it holds', () => {
    const files = readAsar(defaultAppArchive())
    const { main } = JSON.parse(files['package.json'] ?? '') as { main: string }

    expect(files[main]).toContain("require('electron')")
  })
})
