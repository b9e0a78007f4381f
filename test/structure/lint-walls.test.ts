import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROJECT } from '../support/project-files'

let folder: string

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'paydesk-lint-')))
})

/** The project's lint for a folder. Without types each snippet takes milliseconds, and none of these walls needs them. */
function lintOf(cwd: string): ESLint {
  return new ESLint({
    cwd,
    overrideConfigFile: join(PROJECT, 'test/quality/eslint.config.mjs'),
    overrideConfig: [
      tseslint.configs.disableTypeChecked,
      { files: ['**/*.vue'], languageOptions: { parserOptions: { project: false, projectService: false } } },
    ] as NonNullable<ESLint.Options['overrideConfig']>,
  })
}

afterAll(() => rm(folder, { recursive: true }))

const inProject = lintOf(PROJECT)

/** The rules a text breaks when it stands at a path of the project. */
async function broken(path: string, code: string, root = PROJECT): Promise<string[]> {
  const [result] = await (root === PROJECT ? inProject : lintOf(root)).lintText(code, { filePath: join(root, path) })
  if (result === undefined) throw new Error(`Nothing was linted for ${path}`)
  for (const { ruleId, message } of result.messages) if (ruleId === null) throw new Error(`${path}: ${message}`)
  return result.messages.map(({ ruleId }) => ruleId ?? '')
}

const WALLS = ['no-restricted-imports', 'import-x/no-restricted-paths']

async function isStopped(path: string, code: string): Promise<boolean> {
  return (await broken(path, code)).some(rule => WALLS.includes(rule))
}

describe('a wall between layers', () => {
  it.each<[string, string, string]>([
    ['common', 'electron/common/drafts/a.ts', 'electron'],
    ['common', 'electron/common/drafts/a.ts', 'electron/main'],
    ['common', 'electron/common/drafts/a.ts', 'node:fs'],
    ['common', 'electron/common/drafts/a.ts', 'fs'],
    ['common', 'electron/common/drafts/a.ts', 'vue'],
    ['common', 'electron/common/drafts/a.ts', '../../main/drafts/draft-folder'],
    ['common', 'electron/common/drafts/a.ts', '#ui/use-text.ts'],
    ['main', 'electron/main/drafts/a.ts', 'keytar'],
    ['main', 'electron/main/drafts/a.ts', '../../preload/index'],
    ['main', 'electron/main/drafts/a.ts', '../../keychain/answer-request'],
    ['main', 'electron/main/drafts/a.ts', '../../practice-portal/server'],
    ['main', 'electron/main/drafts/a.ts', '../../../renderer/ipc/client'],
    ['the preload', 'electron/preload/a.ts', 'node:fs'],
    ['the preload', 'electron/preload/a.ts', '../main/ipc/router'],
    ['the preload', 'electron/preload/a.ts', 'keytar'],
    ['the keychain process', 'electron/keychain/a.ts', '../main/storage/secret-store'],
    ['the practice portal', 'electron/practice-portal/a.ts', 'electron'],
    ['the practice portal', 'electron/practice-portal/methods/a.ts', '../../main/rest/redact'],
    ['the practice portal', 'electron/practice-portal/a.ts', 'keytar'],
    ['the table reader', 'electron/table-reader/a.ts', 'electron'],
    ['the table reader', 'electron/table-reader/a.ts', '../main/rest/redact'],
    ['the command line', 'electron/cli/a.ts', 'electron'],
    ['the command line', 'electron/cli/a.ts', '../main/rest/redact'],
    ['a building block', 'renderer/ui/a.ts', '../features/drafts/use-autosave'],
    ['a building block', 'renderer/ui/a.ts', '#ipc/client.ts'],
    ['a building block', 'renderer/ui/a.ts', '../app/router'],
    ['a building block', 'renderer/ui/a.ts', 'node:path'],
    ['the client', 'renderer/ipc/a.ts', '../features/drafts/use-autosave'],
    ['a feature', 'renderer/features/drafts/a.ts', '../portals/index'],
    ['a feature', 'renderer/features/drafts/editor/a.ts', '../../portals/index'],
    ['a feature', 'renderer/features/drafts/a.ts', '../../app/router'],
    ['a feature', 'renderer/features/drafts/a.ts', 'electron'],
    ['a feature', 'renderer/features/drafts/a.ts', 'node:fs'],
    ['a feature', 'renderer/features/handlers/a.ts', '../../features/push/index'],
    ['a feature', 'renderer/features/payments/components/a.ts', '../../../main'],
    ['the hidden page', 'renderer/rasteriser/a.ts', '#ui/use-text.ts'],
    ['the shell', 'renderer/app/shell/a.ts', 'node:os'],
    ['the shell', 'renderer/app/shell/a.ts', 'electron'],
    ['the shell', 'renderer/app/shell/a.ts', '../../../electron/main/index'],
    ['any layer', 'electron/main/drafts/a.ts', '../utils/format'],
    ['any layer', 'renderer/features/drafts/a.ts', './helpers/format'],
    ['any layer', 'electron/common/a.ts', './lib/format'],
    ['any layer', 'test/unit/a.ts', '../shared/format'],
  ])('stops %s: %s imports %s', async (_, path, target) => {
    expect(await isStopped(path, `import { a } from '${target}'\n\nexport const b = a\n`)).toBe(true)
    expect(await isStopped(path, `export { a } from '${target}'\n`)).toBe(true)
  })

  it.each<[string, string]>([
    ['electron/common/drafts/a.ts', '../json/json-value'],
    ['electron/main/drafts/a.ts', 'electron'],
    ['electron/main/drafts/a.ts', 'node:fs'],
    ['electron/main/drafts/a.ts', '#common/ipc/app-error'],
    ['electron/main/practice-portal/a.ts', '../practice-portal/practice-portal-process'],
    ['electron/preload/a.ts', 'electron'],
    ['electron/keychain/a.ts', 'keytar'],
    ['electron/practice-portal/a.ts', './php-form'],
    ['electron/cli/a.ts', '../practice-portal/command'],
    ['renderer/ui/a.ts', '#common/app/app.contract'],
    ['renderer/ipc/a.ts', '#common/app/app.contract'],
    ['renderer/features/drafts/a.ts', '#ipc/client.ts'],
    ['renderer/features/drafts/editor/a.ts', '../use-autosave'],
    ['renderer/features/payments/components/a.ts', '../payments.store'],
    ['renderer/app/a.ts', '../features/drafts/index'],
    ['test/unit/a.ts', '../../renderer/features/drafts/use-autosave'],
  ])('lets pass what belongs together: %s imports %s', async (path, target) => {
    expect(await isStopped(path, `import { a } from '${target}'\n\nexport const b = a\n`)).toBe(false)
  })
})

describe('a rule of the house', () => {
  it.each<[string, string, string, string]>([
    ['markup from a text', 'vue/no-v-html', 'renderer/ui/A.vue', '<template><p v-html="x" /></template>\n'],
    ['a default export', 'import-x/no-default-export', 'electron/main/a.ts', 'export default 5\n'],
    ['console', 'no-console', 'renderer/ui/a.ts', "console.log('x')\n"],
    ['any', '@typescript-eslint/no-explicit-any', 'electron/main/a.ts', 'export const a = (b: any): unknown => b\n'],
    ['a forgotten variable', '@typescript-eslint/no-unused-vars', 'electron/main/a.ts', 'const a = 5\n'],
    ['eval', 'no-eval', 'renderer/ui/a.ts', "export const a: unknown = eval('5')\n"],
    ['a function from a text', 'no-new-func', 'electron/main/a.ts', "export const a = new Function('return 5')\n"],
    [
      'an options object as a component',
      'vue/component-api-style',
      'renderer/ui/A.vue',
      '<script lang="ts">\nexport default { data: () => ({}) }\n</script>\n\n<template><p /></template>\n',
    ],
  ])('stops %s', async (_, rule, path, code) => {
    expect(await broken(path, code)).toContain(rule)
  })

  it('stops two files that import each other', async () => {
    const paths = ['electron/common/drafts/one.ts', 'electron/common/drafts/two.ts']
    const codes = [
      "import { two } from './two'\n\nexport const one = (): number => two()\n",
      "import { one } from './one'\n\nexport const two = (): number => one()\n",
    ]
    for (const [index, path] of paths.entries()) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), codes[index]!)
    }

    expect(await broken(paths[0]!, codes[0]!, folder)).toContain('import-x/no-cycle')
  })

  it('lets an ordinary file pass', async () => {
    expect(await broken('electron/main/a.ts', 'export const a = 5\n')).toEqual([])
  })
})
