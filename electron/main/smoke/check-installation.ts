import { AppError } from '#common/ipc/app-error'

/** One thing that must work. `prove` answers a text that is worth adding to its name, anything else, or rejects. */
export interface SmokeStep {
  readonly name: string
  readonly prove: () => Promise<unknown>
}

export interface SmokeResult {
  readonly hasPassed: boolean
  /** What was proven, in the order of the steps, or which step failed and why; one line without its end. */
  readonly words: string
}

/** Takes the steps one by one and stops at the first that fails or is not through `limitMs` after the start. */
export async function checkInstallation(steps: readonly SmokeStep[], limitMs: number): Promise<SmokeResult> {
  const proven: string[] = []
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SmokeFault(`no answer within ${Math.round(limitMs / 1000)} s`)), limitMs)
  })
  try {
    for (const { name, prove } of steps) {
      try {
        const more = await Promise.race([prove(), late])
        proven.push(typeof more !== 'string' ? name : `${name} (${more})`)
      } catch (error) {
        return { hasPassed: false, words: `${name}: ${reasonOf(error)}` }
      }
    }
    return { hasPassed: true, words: proven.join(', ') }
  } finally {
    clearTimeout(timer)
  }
}

/** What the check itself found wrong, in words for the line. */
export class SmokeFault extends Error {}

/** SECURITY: the message of what a library throws may hold an address, so only our own words are repeated. */
function reasonOf(error: unknown): string {
  if (error instanceof SmokeFault) return error.message
  if (!(error instanceof AppError)) return 'internal'
  const { reason } = error.details
  return typeof reason === 'string' ? `${error.code}, ${reason}` : error.code
}
