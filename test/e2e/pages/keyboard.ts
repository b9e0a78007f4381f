import type { Paydesk } from '../hosts/paydesk'

const MAX_TAB_STOPS = 60

/** The keyboard of a person who has no mouse. */
export interface Keyboard {
  /** Goes on from stop to stop until the wanted one has the focus. */
  readonly tabTo: (role: string, name: string) => Promise<void>
  readonly tabBackTo: (role: string, name: string) => Promise<void>
  /** Presses a key, or presses it again until the wanted control has the focus. */
  readonly press: (key: string, until?: string) => Promise<void>
  readonly type: (text: string) => Promise<void>
}

export function keyboard(paydesk: Paydesk): Keyboard {
  const { window } = paydesk
  return {
    tabTo: (role, name) => press('Tab', `${role} ${name}`),
    tabBackTo: (role, name) => press('Shift+Tab', `${role} ${name}`),
    press,
    type: text => window.keyboard.type(text),
  }

  async function press(key: string, until?: string): Promise<void> {
    const passed: string[] = []
    do {
      if (passed.length > MAX_TAB_STOPS) throw new Error(`${key} never reached ${String(until)}: ${passed.join(', ')}`)
      // In the text Tab is a key like others, and Escape before it leaves.
      if (key.endsWith('Tab') && (passed.at(-1) ?? '').startsWith('textbox Text of'))
        await window.keyboard.press('Escape')
      await window.keyboard.press(key)
      passed.push(await focused(paydesk))
    } while (until !== undefined && passed.at(-1) !== until)
  }
}

/** The role and the name of what has the focus, as they are heard. */
export async function focused({ window }: Pick<Paydesk, 'window'>): Promise<string> {
  return window.evaluate(() => {
    const active = document.activeElement
    if (active === null || active === document.body) return 'nothing'
    const ROLES: Readonly<Record<string, string>> = {
      A: 'link',
      BUTTON: 'button',
      INPUT: 'textbox',
      MAIN: 'main',
      TEXTAREA: 'textbox',
    }
    const role = active.getAttribute('role') ?? ROLES[active.tagName] ?? active.tagName.toLowerCase()
    const labelledBy = document.getElementById(active.getAttribute('aria-labelledby') ?? '')?.textContent
    const label = (active as HTMLInputElement).labels?.[0]?.textContent
    const name = active.getAttribute('aria-label') ?? labelledBy ?? label ?? active.textContent
    return `${role} ${name.trim()}`
  })
}
