/**
 * Packs text files into an asar archive: a header of four numbers, the index as JSON, then the contents.
 *
 * @param {Readonly<Record<string, string>>} files by name, all in the archive's root
 * @returns {Buffer}
 */
export function writeAsar(files) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const entries = {}
  const contents = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text, 'utf8')
    entries[name] = { size: content.length, offset: `${offset}` }
    contents.push(content)
    offset += content.length
  }
  const index = Buffer.from(JSON.stringify({ files: entries }), 'utf8')
  const padding = Buffer.alloc(-index.length & 3)
  const paddedLength = index.length + padding.length
  const header = Buffer.alloc(16)
  // Two nested "pickles", each told by its own length: the size of the index's pickle, then the index as a string.
  for (const [position, value] of [4, paddedLength + 8, paddedLength + 4, index.length].entries()) {
    header.writeUInt32LE(value, position * 4)
  }
  return Buffer.concat([header, index, padding, ...contents])
}
