import en from './words/en.json'

/** What the rules say, by language: ICU messages by `checker.<rule>.<title|message|consequence|fix>`. */
export const CHECKER_WORDS = { en } as const
