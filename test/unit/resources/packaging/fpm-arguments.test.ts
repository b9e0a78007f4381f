import { describe, expect, it } from 'vitest'
import { controlFile, readFpmArguments } from '../../../../resources/packaging/fpm-arguments.mjs'

const WORDS = [
  ...[
    '-s',
    'dir',
    '--force',
    '-t',
    'deb',
    '-d',
    'libnss3',
    '-d',
    'libgbm1 | libgbm2',
    '--deb-recommends',
    'cups-client',
  ],
  ...['--deb-compression', 'gz', '--architecture', 'amd64', '--after-install', '/t/post in', '--after-remove', '/t/rm'],
  ...['--description', '\n Keeps a shop.\n\nAnd its till.', '--version', '1.2.0~rc.1', '--package', '/d/shop.deb'],
  ...[
    '--name',
    'shop',
    '--maintainer',
    'Shop <shop@shop.example>',
    '--vendor',
    'Shop',
    '--url',
    'https://shop.example',
  ],
  ...['--category', 'net', '--deb-priority', 'optional', '--license', 'MIT'],
  ...['/d/linux-unpacked/=/opt/Shop', '/t/a=b/16.png=/usr/share/icons/shop.png'],
]

/** The words without one option and its value. */
function without(option: string): string[] {
  const place = WORDS.indexOf(option)
  return WORDS.filter((_, index) => index !== place && index !== place + 1)
}

describe("fpm's arguments", () => {
  it('are read as fpm does', () => {
    expect(readFpmArguments(WORDS)).toEqual({
      file: '/d/shop.deb',
      name: 'shop',
      version: '1.2.0~rc.1',
      architecture: 'amd64',
      maintainer: 'Shop <shop@shop.example>',
      url: 'https://shop.example',
      section: 'net',
      priority: 'optional',
      description: '\n Keeps a shop.\n\nAnd its till.',
      compression: 'gz',
      depends: ['libnss3', 'libgbm1 | libgbm2'],
      recommends: ['cups-client'],
      afterInstall: '/t/post in',
      afterRemove: '/t/rm',
      files: [
        { source: '/d/linux-unpacked/', target: '/opt/Shop' },
        { source: '/t/a=b/16.png', target: '/usr/share/icons/shop.png' },
      ],
    })
  })

  it.each([
    { case: 'an unknown option', words: [...WORDS, '--deb-systemd', '/t/unit'], message: '--deb-systemd' },
    { case: 'another kind of package', words: WORDS.map(word => (word === 'deb' ? 'rpm' : word)), message: 'Debian' },
    { case: 'an option without its value', words: [...WORDS, '--url'], message: '--url has no value' },
    { case: 'no name', words: without('--name'), message: '--name is missing' },
    { case: 'no file to write', words: without('--package'), message: '--package is missing' },
    { case: 'a file without a place', words: [...WORDS, '/t/file'], message: '/t/file' },
    { case: 'a file for a place of no root', words: [...WORDS, '/t/file=usr/bin'], message: 'usr/bin' },
  ])('are refused with $case', ({ words, message }) => {
    expect(() => readFpmArguments(words)).toThrow(message)
  })
})

describe('the control file', () => {
  it("has dpkg's fields, and the long description below the short one", () => {
    expect(controlFile(readFpmArguments(WORDS), 2048)).toBe(
      [
        'Package: shop',
        'Version: 1.2.0~rc.1',
        'Architecture: amd64',
        'Maintainer: Shop <shop@shop.example>',
        'Installed-Size: 2048',
        'Depends: libnss3, libgbm1 | libgbm2',
        'Recommends: cups-client',
        'Section: net',
        'Priority: optional',
        'Homepage: https://shop.example',
        'Description: Keeps a shop.',
        ' .',
        ' And its till.',
        '',
      ].join('\n'),
    )
  })

  it('leaves out what there is nothing to say of', () => {
    expect(controlFile(readFpmArguments(without('--deb-recommends')), 1)).not.toContain('Recommends')
  })
})
