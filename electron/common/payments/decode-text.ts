/** The upper half of Windows-1251 up to the letters, which follow in the order of the alphabet. */
const WINDOWS_1251 = 'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї'
const FIRST_LETTER = 0xc0
const CYRILLIC_A = 0x410
const LOOKED_AT = 4_096

/**
 * The text of a file that says nowhere how it is written: UTF-8 or UTF-16 by its mark or its look, otherwise
 * Windows-1251. Null for what is no text. No decoder of the system is asked for the latter, because not every build
 * of Node has it.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const text = decode(bytes)
  return text?.includes('\0') === true ? null : text
}

function decode(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return fromUtf16(bytes.subarray(2), true)
  if (first === 0xfe && second === 0xff) return fromUtf16(bytes.subarray(2), false)
  if (first === 0xef && second === 0xbb && third === 0xbf) return fromUtf8(bytes.subarray(3))
  const zeros = zerosIn(bytes.subarray(0, LOOKED_AT))
  // Digits, separators and line breaks of UTF-16 have one byte that is zero; a text of one byte a letter has none.
  if (zeros.odd > 0 && zeros.even === 0) return fromUtf16(bytes, true)
  if (zeros.even > 0 && zeros.odd === 0) return fromUtf16(bytes, false)
  return fromUtf8(bytes) ?? fromWindows1251(bytes)
}

function zerosIn(bytes: Uint8Array): { readonly even: number; readonly odd: number } {
  let even = 0
  let odd = 0
  bytes.forEach((byte, index) => {
    if (byte !== 0) return
    if (index % 2 === 0) even += 1
    else odd += 1
  })
  return { even, odd }
}

function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // Written in another way, which the caller tries next.
    return null
  }
}

/** Null for half a unit at the end, which a file that was written whole does not have. */
function fromUtf16(bytes: Uint8Array, isLittleEndian: boolean): string | null {
  if (bytes.length % 2 !== 0) return null
  const [high, low] = isLittleEndian ? [1, 0] : [0, 1]
  return inPieces(bytes.length / 2, unit => ((bytes[unit * 2 + high] ?? 0) << 8) | (bytes[unit * 2 + low] ?? 0))
}

function fromWindows1251(bytes: Uint8Array): string {
  return inPieces(bytes.length, index => {
    const byte = bytes[index] ?? 0
    if (byte < 0x80) return byte
    return byte < FIRST_LETTER ? WINDOWS_1251.charCodeAt(byte - 0x80) : CYRILLIC_A + byte - FIRST_LETTER
  })
}

/** A call takes only so many arguments. */
const PIECE = 8_192

function inPieces(count: number, unitAt: (index: number) => number): string {
  const pieces: string[] = []
  for (let start = 0; start < count; start += PIECE) {
    const units = Array.from({ length: Math.min(PIECE, count - start) }, (_, offset) => unitAt(start + offset))
    pieces.push(String.fromCharCode(...units))
  }
  return pieces.join('')
}
