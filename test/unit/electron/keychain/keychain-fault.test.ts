import { describe, expect, it } from 'vitest'
import { faultOfCall, faultOfLoading } from '../../../../electron/keychain/keychain-fault'

describe('faultOfLoading', () => {
  it.each([
    ['libsecret-1.so.0: cannot open shared object file: No such file or directory'],
    ['Error: libglib-2.0.so.0: cannot open shared object file: No such file or directory'],
    ['libstdc++.so.6: cannot open shared object file: No such file or directory'],
  ])('finds a missing library in: %s', text => {
    expect(faultOfLoading(text)).toBe('no-library')
  })

  it.each([
    ["Cannot find module 'keytar'\nRequire stack:\n- /opt/Paydesk/keychain.js"],
    ["Cannot find module '../build/Release/keytar.node'"],
    ['/opt/Paydesk/keytar.node: file too short'],
    ['/opt/Paydesk/keytar.node: invalid ELF header'],
    ['/opt/Paydesk/keytar.node: wrong ELF class: ELFCLASS32'],
    ['/opt/Paydesk/keytar.node: cannot open shared object file: Permission denied'],
    ['/opt/Paydesk/keytar.node: undefined symbol: napi_create_error'],
    ["/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /opt/Paydesk/keytar.node)"],
    ['The specified module could not be found.'],
    [''],
  ])('finds a module that does not fit in: %s', text => {
    expect(faultOfLoading(text)).toBe('not-loaded')
  })
})

describe('faultOfCall', () => {
  it.each([
    ['no-bus', 'Cannot autolaunch D-Bus without X11 $DISPLAY'],
    ['no-bus', 'Failed to execute child process “dbus-launch” (No such file or directory)'],
    ['no-bus', 'Could not connect: No such file or directory'],
    ['no-bus', 'Could not connect: Connection refused'],
    ['no-bus', 'Address element “nonsense” does not contain a colon (:)'],
    ['no-bus', 'Unknown or unsupported transport “x” for address “x:”'],
    ['no-service', 'The name org.freedesktop.secrets was not provided by any .service files'],
    ['no-service', 'Process org.freedesktop.secrets exited with status 1'],
    ['no-collection', 'Object does not exist at path “/org/freedesktop/secrets/collection/login”'],
    ['refused', 'Cannot create an item in a locked collection'],
    ['refused', 'The user name or passphrase you entered is not correct.'],
    ['refused', ''],
  ] as const)('finds %s in: %s', (fault, text) => {
    expect(faultOfCall(text)).toBe(fault)
  })
})
