import type { Session } from 'electron'

/** What a page of ours may ask for. The list is empty on purpose: what needs more is done by main. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set()

/** Refuses camera, notifications, clipboard reading and every other permission, when asked and when checked. */
export function denyPermissions(session: Session): void {
  // SECURITY: Electron grants every permission unless told otherwise.
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(ALLOWED_PERMISSIONS.has(permission)))
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.has(permission))
  session.setDevicePermissionHandler(() => false)
}
