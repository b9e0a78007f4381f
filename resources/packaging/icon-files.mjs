/** @typedef {{ size: number, png: Buffer }} Picture a square PNG and its side in pixels */

/** The types of Apple's icon files that hold a PNG, by the size of the picture. */
export const ICNS_TYPES = new Map([
  [16, 'icp4'],
  [32, 'icp5'],
  [64, 'icp6'],
  [128, 'ic07'],
  [256, 'ic08'],
  [512, 'ic09'],
  [1024, 'ic10'],
])

const ICO_HEADER = 6
const ICO_ENTRY = 16

/**
 * An icon file of Windows: a header, one entry a picture, then the pictures.
 *
 * @param {readonly Picture[]} pictures none larger than 256 pixels
 */
export function writeIco(pictures) {
  const directory = Buffer.alloc(ICO_HEADER + ICO_ENTRY * pictures.length)
  directory.writeUInt16LE(1, 2)
  directory.writeUInt16LE(pictures.length, 4)
  let offset = directory.length
  for (const [index, { size, png }] of pictures.entries()) {
    const entry = ICO_HEADER + ICO_ENTRY * index
    // A byte cannot hold 256, which is therefore written as nought.
    directory.writeUInt8(size % 256, entry)
    directory.writeUInt8(size % 256, entry + 1)
    directory.writeUInt16LE(1, entry + 4)
    directory.writeUInt16LE(32, entry + 6)
    directory.writeUInt32LE(png.length, entry + 8)
    directory.writeUInt32LE(offset, entry + 12)
    offset += png.length
  }
  return Buffer.concat([directory, ...pictures.map(({ png }) => png)])
}

/**
 * An icon file of macOS: each picture after its type and its length, the whole after the file's own.
 *
 * @param {readonly Picture[]} pictures of sizes that have a type
 */
export function writeIcns(pictures) {
  return tagged('icns', Buffer.concat(pictures.map(({ size, png }) => tagged(typeOf(size), png))))
}

/** @param {number} size */
function typeOf(size) {
  const type = ICNS_TYPES.get(size)
  if (type === undefined) throw new RangeError(`An icns file has no picture of ${size} pixels`)
  return type
}

/** @param {string} type @param {Buffer} content */
function tagged(type, content) {
  const header = Buffer.alloc(8)
  header.write(type, 'latin1')
  header.writeUInt32BE(header.length + content.length, 4)
  return Buffer.concat([header, content])
}
