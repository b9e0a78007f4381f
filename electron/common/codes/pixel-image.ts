/** A picture in shades of grey, one byte a pixel, row by row, 0 for black. */
export interface PixelImage {
  readonly width: number
  readonly height: number
  readonly luma: Uint8Array
}

/** A part of a picture, in pixels from its upper left corner. */
export interface PixelPart {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The picture with `margin` white pixels added on each side. */
export function withWhiteMargin(image: PixelImage, margin: number): PixelImage {
  const width = image.width + 2 * margin
  const height = image.height + 2 * margin
  const luma = new Uint8Array(width * height).fill(255)
  for (let row = 0; row < image.height; row++) {
    const line = image.luma.subarray(row * image.width, (row + 1) * image.width)
    luma.set(line, (row + margin) * width + margin)
  }
  return { width, height, luma }
}

/** The picture at a whole fraction of its size, each new pixel the mean of those it stands for. */
export function shrunk(image: PixelImage, factor: number): PixelImage {
  if (factor === 1) return image
  const width = Math.floor(image.width / factor)
  const height = Math.floor(image.height / factor)
  const luma = new Uint8Array(width * height)
  const sums = new Uint32Array(width)
  for (let row = 0; row < height; row++) {
    sums.fill(0)
    for (let y = row * factor; y < (row + 1) * factor; y++) addLine(sums, image.luma, y * image.width, factor)
    for (let column = 0; column < width; column++) luma[row * width + column] = (sums[column] ?? 0) / factor ** 2
  }
  return { width, height, luma }
}

function addLine(sums: Uint32Array, luma: Uint8Array, start: number, factor: number): void {
  for (let column = 0; column < sums.length; column++) {
    let sum = sums[column] ?? 0
    for (let x = 0; x < factor; x++) sum += luma[start + column * factor + x] ?? 0
    sums[column] = sum
  }
}
