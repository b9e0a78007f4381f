import en from './words/en.json'

/** What is known of a handler's parts, by language. */
export const KNOWLEDGE_WORDS = { en } as const

export type KnowledgeWord = keyof typeof en

/** A key as the word it is, or null where nothing is said under it. */
export function wordOf(key: string): KnowledgeWord | null {
  return isWord(key) ? key : null
}

function isWord(key: string): key is KnowledgeWord {
  return Object.hasOwn(en, key)
}
