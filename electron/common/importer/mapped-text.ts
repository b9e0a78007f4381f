/** A text made from another one by decoding or cutting, and where its units stood. Offsets count UTF-16 units. */
export interface MappedText {
  readonly text: string
  /** The offset in the original text of a unit of this one. */
  readonly sourceOf: (index: number) => number
}

export interface MappedTextBuilder {
  /** Adds units that stood as they are from `source` on in the text that is being decoded. */
  readonly add: (piece: string, source: number) => void
  readonly done: () => MappedText
}

export function unmappedText(text: string): MappedText {
  return { text, sourceOf: index => index }
}

/** Builds a text out of pieces of another one, which may be mapped itself. */
export function createMappedText(origin: MappedText): MappedTextBuilder {
  const pieces: string[] = []
  const starts: number[] = []
  const sources: number[] = []
  let length = 0
  return {
    add: (piece, source) => {
      if (piece === '') return
      pieces.push(piece)
      starts.push(length)
      sources.push(source)
      length += piece.length
    },
    done: () => ({ text: pieces.join(''), sourceOf: index => origin.sourceOf(sourceIn(index)) }),
  }

  function sourceIn(index: number): number {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= index) low = middle
      else high = middle - 1
    }
    return (sources[low] ?? 0) + index - (starts[low] ?? 0)
  }
}

/** Gives the line, from 1, of an offset in a text; asked often, so the lines are counted once. */
export function createLineIndex(text: string): (offset: number) => number {
  const starts = [0]
  for (const { index, 0: newline } of text.matchAll(/\r\n|[\r\n]/g)) starts.push(index + newline.length)
  return offset => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }
}
