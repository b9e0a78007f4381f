import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions, ElementContext } from 'axe-core'
import { untilStill, type Paydesk } from '../hosts/paydesk'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
}
/** What another theme of the same screen can break. */
const COLOUR_RULES: RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
  resultTypes: ['violations'],
}
/** Within the two editors, whose parts are not ours, only the editor as a whole is a target of its own. */
const EDITORS = '.cm-editor, .jse-main'
/** What is known and not ours to mend: a rule, and the only elements it may be broken at. */
const KNOWN: readonly { readonly rule: string; readonly at: RegExp }[] = [
  // vanilla-jsoneditor puts the items of its tree into each other with no group between, and has no setting for it.
  { rule: 'aria-required-parent', at: /^<div role="treeitem" [^>]*class="jse-json-node / },
  // reka-ui hides the app while a list is open over it; the list keeps the focus, so that nothing hidden can have it.
  { rule: 'aria-hidden-focus', at: /^<div id="app" / },
]
const MIN_TARGET_PX = 24
const MAX_TAB_STOPS = 90

interface Axe {
  run(context: ElementContext, options: RunOptions): Promise<AxeResults>
}

/** What the rules of WCAG 2.2 A and AA find on the screen: the rule and the element, one a line. */
export function accessFaults(paydesk: Pick<Paydesk, 'window'>): Promise<string[]> {
  return faultsOf(paydesk, RULES)
}

/** What the rules that are about colours find, where all others were asked in another theme. */
export function colourFaults(paydesk: Pick<Paydesk, 'window'>): Promise<string[]> {
  return faultsOf(paydesk, COLOUR_RULES)
}

async function faultsOf({ window }: Pick<Paydesk, 'window'>, options: RunOptions): Promise<string[]> {
  // A colour on its way to another one has a contrast that nobody chose.
  await untilStill(window)
  if (!(await window.evaluate(() => 'axe' in globalThis))) await window.evaluate(AXE)
  const { violations } = await window.evaluate(
    rules => (globalThis as unknown as { axe: Axe }).axe.run({ include: [['html']] }, rules),
    options,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ html }) => !KNOWN.some(({ rule, at }) => rule === id && at.test(html)))
      .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 300)} ${failureSummary ?? ''}`),
  )
}

/** The controls on the screen that are smaller than a finger or a shaking hand needs. */
export function smallTargets({ window }: Paydesk): Promise<string[]> {
  return window.evaluate(
    ({ editors, least }) => {
      const controls = 'button, a, input, textarea, [role="radio"], [role="option"], [role="combobox"]'
      return (
        [...document.querySelectorAll<HTMLElement>(controls)]
          .filter(control => control.closest(editors) === null && control.closest('[aria-hidden="true"]') === null)
          // A click on the label of a box that is ticked is a click on the box.
          .map(control => ({ control, box: (control.closest('label') ?? control).getBoundingClientRect() }))
          .filter(({ box }) => box.width > 1 && box.height > 1 && Math.min(box.width, box.height) < least)
          .map(({ control, box }) => `${control.outerHTML} ${String(box.width)} × ${String(box.height)}`)
      )
    },
    { editors: EDITORS, least: MIN_TARGET_PX },
  )
}

/** Puts the keyboard where it is in a window that was just opened. */
export async function startOfWindow({ window }: Pick<Paydesk, 'window'>): Promise<void> {
  await window.evaluate(() => {
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
  })
}

/** Goes through the whole window by Tab and names the stops that do not show that they have the focus. */
export async function tabStopsWithoutFocus({ window }: Pick<Paydesk, 'window'>): Promise<string[]> {
  const unseen: string[] = []
  await startOfWindow({ window })
  for (let stop = 0; stop < MAX_TAB_STOPS; stop += 1) {
    await window.keyboard.press('Tab')
    const seen = await window.evaluate(() => {
      const active = document.activeElement
      if (active === null || active === document.body || active.hasAttribute('data-first-stop')) return null
      if (document.querySelector('[data-first-stop]') === null) active.setAttribute('data-first-stop', '')
      const isDrawn = (style: CSSStyleDeclaration): boolean =>
        (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none'
      // An editor draws its ring around all of itself, above what it shows.
      const isShown =
        isDrawn(getComputedStyle(active.closest('.cm-editor') ?? active)) ||
        [...ancestorsOf(active)].some(one => isDrawn(getComputedStyle(one, '::after')))
      const isEditor = (active as HTMLElement).isContentEditable || active.closest('.jse-main') !== null
      return { isShown, isEditor, html: active.outerHTML.slice(0, 200) }

      function* ancestorsOf(element: Element): Generator<Element> {
        for (let one: Element | null = element; one !== null; one = one.parentElement) yield one
      }
    })
    if (seen === null) {
      await window.evaluate(() => document.querySelector('[data-first-stop]')?.removeAttribute('data-first-stop'))
      return unseen
    }
    if (!seen.isShown) unseen.push(seen.html)
    // In an editor Tab is a key like others; Escape makes it leave.
    if (seen.isEditor) await window.keyboard.press('Escape')
  }
  throw new Error(`More than ${String(MAX_TAB_STOPS)} tab stops`)
}
