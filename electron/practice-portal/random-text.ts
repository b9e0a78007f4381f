/** Gives so many random bytes; `crypto.randomBytes` outside of tests. */
export type RandomBytes = (size: number) => Uint8Array

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** Bytes from here on are thrown away: they would make the first letters likelier than the others. */
const UNBIASED_BYTES = 256 - (256 % LETTERS.length)

/** Random letters and digits, each as likely as any other. */
export function randomText(length: number, randomBytes: RandomBytes): string {
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) if (byte < UNBIASED_BYTES) text += LETTERS.charAt(byte % LETTERS.length)
  }
  return text.slice(0, length)
}
