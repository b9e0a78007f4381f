import { posix, win32 } from 'node:path'

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/**
 * Where the command keeps its state when it is not told: in the user's data folder, apart from the app's own, so that
 * both can run at once.
 */
export function defaultStateFile({ platform, env, home }: Surroundings): string {
  if (platform === 'win32') {
    return win32.join(env['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), 'Paydesk Practice Portal', 'state.json')
  }
  if (platform === 'darwin') {
    return posix.join(home, 'Library', 'Application Support', 'Paydesk Practice Portal', 'state.json')
  }
  const dataFolder = env['XDG_DATA_HOME'] || posix.join(home, '.local', 'share')
  return posix.join(dataFolder, 'paydesk-practice-portal', 'state.json')
}
