import { describe, expect, it } from 'vitest'
import {
  choosePackages,
  readInstalledPackages,
  requirementsOf,
  unmetByPackages,
} from '../../../../resources/setup/requirements.mjs'

const sound = { packages: ['libasound2t64', 'libasound2'] as [string, ...string[]] }
const certificates = { packages: ['ca-certificates'] as [string, ...string[]] }

describe('readInstalledPackages', () => {
  it('counts only what is fully installed', () => {
    const output = [
      'make install ok installed',
      'curl deinstall ok config-files',
      'xvfb install ok half-configured',
      'cups unknown ok not-installed',
      '',
    ].join('\n')

    expect([...readInstalledPackages(output)]).toEqual(['make'])
  })
})

describe('unmetByPackages', () => {
  it.each([
    { installed: ['libasound2', 'ca-certificates'], unmet: [] },
    { installed: ['libasound2t64', 'ca-certificates'], unmet: [] },
    { installed: ['ca-certificates'], unmet: [sound] },
    { installed: [], unmet: [sound, certificates] },
  ])('with $installed leaves $unmet.length open', ({ installed, unmet }) => {
    expect(unmetByPackages([sound, certificates], new Set(installed))).toEqual(unmet)
  })
})

describe('choosePackages', () => {
  const candidate = (name: string, version: string) =>
    `${name}:\n  Installed: (none)\n  Candidate: ${version}\n  Version table:\n     1.0 500\n        500 http://deb.example stable/main\n`

  it('takes the newer name where the system knows it', () => {
    const policy = candidate('libasound2t64', '1.2.14-1') + candidate('libasound2', '(none)')

    expect(choosePackages([sound], policy)).toEqual(['libasound2t64'])
  })

  it('takes the older name where the newer has nothing to install', () => {
    const policy = candidate('libasound2t64', '(none)') + candidate('libasound2', '1.2.8-1')

    expect(choosePackages([sound], policy)).toEqual(['libasound2'])
  })

  it('takes the oldest name where no list of packages has been read yet', () => {
    expect(choosePackages([sound, certificates], '')).toEqual(['libasound2', 'ca-certificates'])
  })
})

describe('requirementsOf', () => {
  it('joins the groups in their order', () => {
    const [display] = requirementsOf(['display'])
    const groups = requirementsOf(['display', 'keyring'])

    expect(groups[0]).toBe(display)
    expect(groups.length).toBeGreaterThan(1)
  })
})
