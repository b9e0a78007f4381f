import { describe, expect, it } from 'vitest'
import { permissionsPolicy } from '../../../../../electron/main/security/permissions-policy'

describe('the policy of permissions', () => {
  it.each(['usb', 'hid', 'serial', 'camera', 'microphone', 'geolocation', 'midi', 'clipboard-read'])(
    'takes %s from every page, the app’s own included',
    feature => {
      expect(permissionsPolicy().split(', ')).toContain(`${feature}=()`)
    },
  )

  it('leaves the writing of the clipboard, without which no button that copies works', () => {
    expect(permissionsPolicy()).not.toContain('clipboard-write')
  })
})
