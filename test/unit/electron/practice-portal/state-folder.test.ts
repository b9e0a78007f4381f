import { describe, expect, it } from 'vitest'
import { defaultStateFile } from '../../../../electron/practice-portal/state-folder'

describe('defaultStateFile', () => {
  it.each<[NodeJS.Platform, Record<string, string>, string, string]>([
    ['linux', {}, '/home/pat', '/home/pat/.local/share/paydesk-practice-portal/state.json'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/home/pat', '/data/paydesk-practice-portal/state.json'],
    ['linux', { XDG_DATA_HOME: '' }, '/home/pat', '/home/pat/.local/share/paydesk-practice-portal/state.json'],
    ['darwin', {}, '/Users/pat', '/Users/pat/Library/Application Support/Paydesk Practice Portal/state.json'],
    ['win32', { APPDATA: 'D:\\Roaming' }, 'C:\\Users\\pat', 'D:\\Roaming\\Paydesk Practice Portal\\state.json'],
    ['win32', {}, 'C:\\Users\\pat', 'C:\\Users\\pat\\AppData\\Roaming\\Paydesk Practice Portal\\state.json'],
  ])('is where data of a user belongs on %s with %o', (platform, env, home, file) => {
    expect(defaultStateFile({ platform, env, home })).toBe(file)
  })
})
