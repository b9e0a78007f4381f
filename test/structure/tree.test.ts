import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PROJECT, projectFiles, textOf } from '../support/project-files'

const files = projectFiles()
const texts = new Map(files.map(path => [path, textOf(path)]))
/** What is shipped or builds what is shipped; tests may name what they test. */
const sources = files.filter(path => /^(?:electron|renderer|resources)\/.*\.(?:ts|mjs|vue|html|css)$/.test(path))

/** Where a pattern stands, as `path:line`. */
function placesOf(pattern: RegExp, paths: readonly string[] = sources): string[] {
  return paths.flatMap(path =>
    (texts.get(path) ?? '').split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  )
}

function filesWith(pattern: RegExp): string[] {
  return sources.filter(path => pattern.test(texts.get(path) ?? ''))
}

describe('the tree', () => {
  it('has at its top only what belongs there', () => {
    const allowed = [
      '.ci',
      '.git',
      '.gitignore',
      '.npmrc',
      '.prettierignore',
      '.types',
      'LICENSE',
      'README.md',
      'dist',
      'electron',
      'electron.vite.config.ts',
      'node_modules',
      'out',
      'package-lock.json',
      'package.json',
      'renderer',
      'resources',
      'test',
      'tsconfig.json',
    ]

    expect(readdirSync(PROJECT).filter(name => !allowed.includes(name) && !name.endsWith('.log'))).toEqual([])
  })

  it('has no folder that is named for a kind of code instead of for what it does', () => {
    const folders = new Set(files.flatMap(path => path.split('/').slice(0, -1)))

    expect(folders.size).toBeGreaterThan(20)
    for (const name of ['utils', 'helpers', 'shared', 'lib', 'services', 'types']) expect(folders).not.toContain(name)
  })

  it('has names in one form', () => {
    const names = files
      .filter(path => /^(?:electron|renderer|test)\/.*\.(?:ts|vue)$/.test(path))
      .map(path => path.split('/').at(-1) ?? '')
    const misnamed = names.filter(name => {
      const form = name.endsWith('.vue') ? /^(?:[A-Z][a-z]+)+\.vue$/ : /^[a-z0-9]+(?:[-.][a-z0-9]+)*\.ts$/
      return !form.test(name)
    })

    expect(misnamed).toEqual([])
  })

  it('has every feature of the renderer in the list of features', () => {
    const folders = readdirSync(`${PROJECT}renderer/features`)
    const list = texts.get('renderer/app/features.ts') ?? ''

    expect(folders.length).toBeGreaterThan(0)
    for (const name of folders) expect(list).toContain(`from '../features/${name}/index'`)
  })

  it('says of every rule of security why it is there', () => {
    const rules = files.filter(path => path.startsWith('electron/main/security/'))

    expect(rules.length).toBeGreaterThan(0)
    for (const path of rules) expect(texts.get(path), path).toContain('// SECURITY: ')
  })
})

describe('the walls between processes', () => {
  it('have one door in main and one in the preload', () => {
    expect(filesWith(/\bipcMain\b/)).toEqual(['electron/main/ipc/electron-wire.ts'])
    expect(filesWith(/\bcontextBridge\b/)).toEqual(['electron/preload/index.ts'])
    expect(filesWith(/\bipcRenderer\b/)).toEqual(['electron/preload/index.ts'])
  })

  it('keep keytar in a process of its own, and never list its accounts', () => {
    expect(filesWith(/(?:from|import|require)\s*\(?\s*'keytar'/)).toEqual(['electron/keychain/index.ts'])
    expect(placesOf(/findCredentials/)).toEqual([])
  })

  it('know the names of channels in one place', () => {
    const outside = sources.filter(path => !path.startsWith('electron/common/ipc/'))

    expect(placesOf(/paydesk:[$\w]/, outside)).toEqual([])
  })

  it('are not gone around', () => {
    expect(placesOf(/\bsendSync\b|\bremote\b.*from 'electron'|nodeIntegration: true|contextIsolation: false/)).toEqual(
      [],
    )
    expect(placesOf(/webSecurity: false|sandbox: false|allowRunningInsecureContent|bypassCSP: true/)).toEqual([])
  })
})

describe('the code', () => {
  it('never turns a text into code or markup', () => {
    expect(placesOf(/\beval\s*\(|\bnew Function\b|\bdocument\.write\b/)).toEqual([])
    expect(placesOf(/v-html|\binsertAdjacentHTML\b|\.(?:inner|outer)HTML\s*=[^=]/)).toEqual([])
  })

  it('goes around no check of the compiler without saying why', () => {
    expect(placesOf(/@ts-ignore|@ts-nocheck/)).toEqual([])
    expect(
      placesOf(/eslint-disable(?!.* -- )/, [...sources, ...files.filter(path => path.startsWith('test/unit'))]),
    ).toEqual([])
  })
})

describe('no file', () => {
  const written = files.filter(path => path !== 'package-lock.json')

  it('holds a webhook address that could be real', () => {
    const found = written.flatMap(path =>
      [...(texts.get(path) ?? '').matchAll(/(?:\/\/([^/\s'"`]*))?\/rest\/\d+\/[a-z0-9]{16}\b/gi)].flatMap(
        ([, host = '']) => {
          const isInvented =
            /^(?:[\w-]+\.)*(?:example|example\.(?:com|org|net)|test|invalid|localhost)?(?::\d+)?$/.test(host)
          return path.startsWith('test/') && isInvented ? [] : [path]
        },
      ),
    )

    expect(found).toEqual([])
  })

  it('knows the machine it was written on', () => {
    expect(placesOf(/(?<![\w.}-])\/(?:work|root)(?:\/|\b)/, written)).toEqual([])
  })

  it('speaks of how it came to be', () => {
    expect(
      placesOf(
        /\b[TA]\d{2}\b/,
        written.filter(path => !path.endsWith('.svg')),
      ),
    ).toEqual([])
    expect(placesOf(/\b[Ss]ession \d|\b[Ww]ork[p]lace\b|\bTO[D]O\b|\bFIX[M]E\b/, written)).toEqual([])
  })
})
