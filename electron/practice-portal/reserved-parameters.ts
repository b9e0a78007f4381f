import { PhpArray, toInt } from './php-value'

/** Names that a portal takes out of the parameters before a method sees them. */
const RESERVED = ['auth', 'start', 'state']

/** The parameters as a method gets them, and where the page that is asked for starts. */
export interface MethodParameters {
  readonly parameters: PhpArray
  /** The number of the first row; negative when rows are not to be counted. */
  readonly start: number
}

export function withoutReserved(given: PhpArray): MethodParameters {
  const parameters = PhpArray.of(given.entries())
  for (const name of RESERVED) parameters.delete(name)
  return { parameters, start: Number(toInt(given.get('start'))) }
}
