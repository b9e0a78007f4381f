import type { Page } from 'playwright-core'

type Code<Argument, Answer> = (argument: Argument) => Answer | Promise<Answer>

/**
 * Runs code in a page as code of the page: what a driver evaluates is excused from the policy's ban on eval, but not what
 * it leaves behind in a timer. Answers what `code` gives, or the name of the error that it ends with.
 */
export function asPageCode<Answer, Argument>(
  page: Page,
  code: Code<Argument, Answer>,
  argument: Argument,
): Promise<Answer | string> {
  const run = `Promise.resolve().then(() => ${callOf(code, argument)}).then(done, error => done(error.name))`
  return page.evaluate<Answer | string>(`new Promise(done => setTimeout(() => ${run}))`)
}

export interface Violation {
  readonly directive: string
  readonly blocked: string
}

/** Runs code in the same way and answers the first thing that the policy refuses to it. */
export function refusedByPolicy<Argument>(
  page: Page,
  code: Code<Argument, unknown>,
  argument: Argument,
): Promise<Violation> {
  const run = `Promise.resolve().then(() => ${callOf(code, argument)}).catch(() => undefined)`
  return page.evaluate<Violation>(`new Promise(done => {
    const tell = ({ effectiveDirective, blockedURI }) => done({ directive: effectiveDirective, blocked: blockedURI })
    document.addEventListener('securitypolicyviolation', tell, { once: true })
    setTimeout(() => ${run})
  })`)
}

function callOf<Argument>(code: Code<Argument, unknown>, argument: Argument): string {
  return `(${code.toString()})(${JSON.stringify(argument)})`
}
