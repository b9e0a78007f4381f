import type { NamedMethod } from './find-handlers'

export interface FoundMethod {
  readonly method: Exclude<NamedMethod, null>
  readonly at: number
  readonly end: number
}

/** A method's name, as a portal knows it or as the libraries for it make a function of it. */
const METHOD =
  /sale\.paysystem\.(handler\.(add|update|list)|[a-z]+(?:\.[a-z]+)*)|SalePaysystemHandler(Add|Update|List)|\bhandler\(\)\s{0,40}(?:->|\.)\s{0,40}(add|update)\s{0,10}\(/gi

/** Where a text names methods that have to do with handlers or payment systems. */
export function findMethods(text: string): FoundMethod[] {
  return [...text.matchAll(METHOD)].map(match => {
    const verb = (match[2] ?? match[3] ?? match[4] ?? 'other').toLowerCase()
    const method = verb === 'add' || verb === 'update' || verb === 'list' ? verb : 'other'
    return { method, at: match.index, end: match.index + match[0].length }
  })
}
