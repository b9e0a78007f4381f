import { describe, expect, it } from 'vitest'
import { busAddresses, displayAddresses } from '../../../../resources/setup/desktop.mjs'

const local = (number: number) => [{ path: `/tmp/.X11-unix/X${number}` }, { path: `\0/tmp/.X11-unix/X${number}` }]

describe('displayAddresses', () => {
  it.each([
    { env: {}, expected: [] },
    { env: { DISPLAY: '' }, expected: [] },
    { env: { DISPLAY: 'nonsense' }, expected: [] },
    { env: { DISPLAY: ':0' }, expected: local(0) },
    { env: { DISPLAY: ':12.1' }, expected: local(12) },
    { env: { DISPLAY: 'unix:3' }, expected: local(3) },
    { env: { DISPLAY: 'localhost:10.0' }, expected: [{ host: 'localhost', port: 6010 }] },
    {
      env: { WAYLAND_DISPLAY: 'wayland-0', XDG_RUNTIME_DIR: '/run/user/7' },
      expected: [{ path: '/run/user/7/wayland-0' }],
    },
    { env: { WAYLAND_DISPLAY: '/run/w' }, expected: [{ path: '/run/w' }] },
  ])('finds $expected.length in $env', ({ env, expected }) => {
    expect(displayAddresses(env)).toEqual(expected)
  })
})

describe('busAddresses', () => {
  it.each([
    { env: {}, expected: [] },
    { env: { XDG_RUNTIME_DIR: '/run/user/7' }, expected: [{ path: '/run/user/7/bus' }] },
    { env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus,guid=0af' }, expected: [{ path: '/run/bus' }] },
    { env: { DBUS_SESSION_BUS_ADDRESS: 'unix:guid=0af,path=/run/a%20b' }, expected: [{ path: '/run/a b' }] },
    { env: { DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/bus-1' }, expected: [{ path: '\0/tmp/bus-1' }] },
    {
      env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/a;unix:path=/b' },
      expected: [{ path: '/a' }, { path: '/b' }],
    },
    { env: { DBUS_SESSION_BUS_ADDRESS: 'autolaunch:' }, expected: [] },
  ])('finds $expected in $env', ({ env, expected }) => {
    expect(busAddresses(env)).toEqual(expected)
  })
})
