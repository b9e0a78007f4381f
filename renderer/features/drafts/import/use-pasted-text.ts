import { shallowRef, type ShallowRef } from 'vue'
import { isPlainText, readSource, type SourceReading } from './source-reading'

/** Above this reading takes long enough to be felt; a handler is far shorter. */
const MAX_READ_LENGTH = 300_000
/** What a pasted text has when it is more than a piece of JSON. */
const SIGNS = /sale\.paysystem|\bcurl\b|\/rest\/|auth|token|secret|SETTINGS|=>/i

/** What was pasted into a draft and is not in it yet. */
export interface PastedOffer {
  readonly reading: SourceReading
}

export interface PastedText {
  readonly offer: Readonly<ShallowRef<PastedOffer | null>>
  /** Answers whether a pasted text is kept out, to be decided on: it holds a handler in another form, or a secret. */
  readonly take: (pasted: string) => boolean
  readonly dismiss: () => void
}

/** Looks at what is pasted into a draft before it is part of it. */
export function usePastedText(): PastedText {
  const offer = shallowRef<PastedOffer | null>(null)
  return { offer, take, dismiss: () => (offer.value = null) }

  function take(pasted: string): boolean {
    offer.value = null
    if (pasted.length > MAX_READ_LENGTH || !SIGNS.test(pasted)) return false
    const reading = readSource(pasted)
    if (isPlainText(pasted, reading)) return false
    offer.value = { reading }
    return true
  }
}
