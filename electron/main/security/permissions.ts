import type { Session } from 'electron'

/**
 * What a page of ours may ask for: to put text on the clipboard, as the buttons and menus that copy do. Reading it is
 * not among them, and whatever else is needed is done by main.
 */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

/** Refuses camera, notifications, clipboard reading and every other permission, when asked and when checked. */
export function denyPermissions(session: Session): void {
  // SECURITY: Electron grants every permission unless told otherwise.
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(ALLOWED_PERMISSIONS.has(permission)))
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.has(permission))
  session.setDevicePermissionHandler(() => false)
}
