import { pointerPart } from './duplicate-keys'

/** Where a value stands in another: keys of objects and indexes of arrays, from the outside in. */
export type JsonPath = readonly (string | number)[]

/** A path as a JSON Pointer (RFC 6901); that of the whole value is empty. */
export function pointerOf(path: JsonPath): string {
  return path.map(part => `/${pointerPart(String(part))}`).join('')
}

/** The parts of a JSON Pointer, unescaped; whether one is a key or an index only the value can tell. */
export function partsOfPointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}
