import type { Session } from 'electron'
import { describe, expect, it } from 'vitest'
import { denyPermissions } from '../../../../../electron/main/security/permissions'

/** What a session answers to a permission: asked for it, asked whether a page has it, and asked for a device. */
function answersOf(permission: string): boolean[] {
  const answers: boolean[] = []
  const note = (isGranted: boolean): unknown => answers.push(isGranted)
  const session = {
    setPermissionRequestHandler: (ask: (contents: null, permission: string, answer: typeof note) => void) =>
      ask(null, permission, note),
    setPermissionCheckHandler: (ask: (contents: null, permission: string) => boolean) => note(ask(null, permission)),
    setDevicePermissionHandler: (ask: (device: object) => boolean) => note(ask({ deviceType: permission })),
  }
  denyPermissions(session as unknown as Session)
  return answers
}

const REFUSED = [
  'clipboard-read',
  'media',
  'geolocation',
  'notifications',
  'midi',
  'midiSysex',
  'pointerLock',
  'fullscreen',
  'openExternal',
  'display-capture',
  'window-management',
  'hid',
  'serial',
  'usb',
]

describe('a page of the app', () => {
  it.each(REFUSED)('does not get %s', permission => {
    expect(answersOf(permission)).toEqual([false, false, false])
  })

  it('may put text on the clipboard, without which no button that copies works', () => {
    expect(answersOf('clipboard-sanitized-write')).toEqual([true, true, false])
  })

  it.each(['', 'constructor', 'anything-new'])('does not get what nobody knows: %j', permission => {
    expect(answersOf(permission)).toEqual([false, false, false])
  })
})
