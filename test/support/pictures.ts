import { deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'
import { PNG_SIGNATURE, writeChunk } from '../../electron/main/codes/png-chunks'

/** 16 by 8 pixels, as a camera and as a printing house write them. */
export const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////////////////wAARCAAIABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAID/8QAFhABAQEAAAAAAAAAAAAAAAAAAAEC/8QAFQEBAQAAAAAAAAAAAAAAAAAAAQL/xAAWEQEBAQAAAAAAAAAAAAAAAAACAAH/2gAMAwEAAhEDEQA/AJxG+IBQyt3/2Q==',
  'base64',
)
export const CMYK_JPEG = Buffer.from(
  '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwBQNzxGPDJQRkFGWlVQX3jIgnhubnj1r7mRyP///////////////////////////////////////////////////8AAFAgACAAQBEMRAE0RAFkRAEsRAP/EABcAAAMBAAAAAAAAAAAAAAAAAAADBAL/xAAXEAEAAwAAAAAAAAAAAAAAAAAAAxRh/9oADgRDAE0AWQBLAAA/AHkRM1cWhbEKuB//2Q==',
  'base64',
)

/** Of one colour, as red, green and blue. */
export function png(width: number, height: number, colour: readonly [number, number, number] = [200, 30, 30]): Buffer {
  const picture = new PNG({ width, height })
  for (let at = 0; at < picture.data.length; at += 4) picture.data.set([...colour, 255], at)
  return PNG.sync.write(picture)
}

/** Says that it is of a size, which its pixels are not. */
export function pngThatSays(width: number, height: number): Buffer {
  return Buffer.concat([
    PNG_SIGNATURE,
    writeChunk('IHDR', pngHeader(width, height)),
    writeChunk('IDAT', deflateSync(Buffer.alloc(64))),
    writeChunk('IEND', Buffer.alloc(0)),
  ])
}

/** Two frames of 8 by 4 pixels: the first is black, the second white. */
export function animatedPng(): Buffer {
  const [width, height] = [8, 4]
  const control = (sequence: number): Buffer => {
    const frame = Buffer.alloc(26)
    frame.writeUInt32BE(sequence, 0)
    frame.writeUInt32BE(width, 4)
    frame.writeUInt32BE(height, 8)
    frame.writeUInt16BE(1, 20)
    return writeChunk('fcTL', frame)
  }
  const pixels = (shade: number): Buffer => {
    const row = Buffer.alloc(1 + width * 3, shade)
    row[0] = 0
    return deflateSync(Buffer.concat(Array<Buffer>(height).fill(row)))
  }
  return Buffer.concat([
    PNG_SIGNATURE,
    writeChunk('IHDR', pngHeader(width, height)),
    writeChunk('acTL', Buffer.from('0000000200000000', 'hex')),
    control(0),
    writeChunk('IDAT', pixels(0)),
    control(1),
    writeChunk('fdAT', Buffer.concat([Buffer.from('00000002', 'hex'), pixels(255)])),
    writeChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  return header
}
