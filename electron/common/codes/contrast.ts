import { AppError } from '../ipc/app-error'
import type { CodeOptions } from './code-options'

/**
 * Why two colours make no code that is sure to be read: the dark one is the lighter; a camera, which sees brightness, or a
 * scanner with a red light, which sees red alone, tells them apart too badly; or the light one is no ground at all.
 */
export type ContrastProblem = 'inverted' | 'too-close' | 'too-close-in-red' | 'light-too-dark'

/**
 * Symbol contrast of ISO/IEC 15415 is the difference between the reflectances of the lightest and the darkest part; 0.55
 * is its grade 3 of 4. GS1 asks for grade 1.5 of the finished label, and paper and ink take their part: white paper gives
 * back some 85 %, and black ink some 5 %.
 */
const LOWEST_CONTRAST = 0.55

/** Readers with a fixed threshold, and the check of the quiet zone among them, take half of full brightness for it. */
const LIGHT_ENOUGH = 0.5

/** Judges colours as `#rrggbb`; null when a code in them can be read by telephones and by scanners with a red light. */
export function contrastProblem(dark: string, light: string): ContrastProblem | null {
  const [darkRed, darkGreen, darkBlue] = reflectances(dark)
  const [lightRed, lightGreen, lightBlue] = reflectances(light)
  const darkLuminance = luminance(darkRed, darkGreen, darkBlue)
  const lightLuminance = luminance(lightRed, lightGreen, lightBlue)
  if (darkLuminance > lightLuminance) return 'inverted'
  if (lightLuminance < LIGHT_ENOUGH) return 'light-too-dark'
  if (lightLuminance - darkLuminance < LOWEST_CONTRAST) return 'too-close'
  // The wavelength of the scanners, 660 nm, is one that only the red part of a colour gives back.
  if (lightRed - darkRed < LOWEST_CONTRAST) return 'too-close-in-red'
  return null
}

/** Error: invalid-input with reason `contrast-too-low`. */
export function throwIfUnreadable({ dark, light }: Pick<CodeOptions, 'dark' | 'light'>): void {
  if (contrastProblem(dark, light) === null) return
  throw new AppError('invalid-input', 'A code in these colours is not sure to be read', {
    details: { reason: 'contrast-too-low' },
  })
}

/** Red, green and blue as shares of the light that is given back, from the coded values of sRGB (IEC 61966-2-1). */
function reflectances(colour: string): [red: number, green: number, blue: number] {
  return [linear(colour, 1), linear(colour, 3), linear(colour, 5)]
}

function linear(colour: string, at: number): number {
  const coded = Number.parseInt(colour.slice(at, at + 2), 16) / 255
  return coded <= 0.04045 ? coded / 12.92 : ((coded + 0.055) / 1.055) ** 2.4
}

/** As an eye, and about as a camera, weighs the three (ITU-R BT.709). */
function luminance(red: number, green: number, blue: number): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
