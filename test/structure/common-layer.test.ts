import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { PROJECT } from '../support/project-files'

/** What the compiler says of a text that stands in a layer, under the settings of that layer. */
function complaints(layer: string, code: string): string[] {
  const folder = join(PROJECT, layer)
  const read = ts.readConfigFile(join(folder, 'tsconfig.json'), path => ts.sys.readFile(path))
  const { options, fileNames } = ts.parseJsonConfigFileContent(read.config, ts.sys, folder)
  const snippet = join(folder, 'snippet-of-a-test.ts')
  const host = ts.createCompilerHost(options)
  const readSource = host.getSourceFile.bind(host)
  host.getSourceFile = (name, version, ...rest) =>
    name === snippet ? ts.createSourceFile(name, code, version) : readSource(name, version, ...rest)
  const program = ts.createProgram({ rootNames: [...fileNames, snippet], options, host })
  const source = program.getSourceFile(snippet)
  if (source === undefined) throw new Error('The snippet is part of the program')
  return program
    .getSemanticDiagnostics(source)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}

const SNIPPETS: readonly [string, string][] = [
  ["Node's modules", "import { readFile } from 'node:fs'\n\nexport const read = readFile\n"],
  ["Node's globals", 'export const folder = process.cwd()\n'],
  ["Node's bytes", "export const bytes = Buffer.from('a')\n"],
  ['a page', 'export const title = document.title\n'],
  ['a window', 'export const width = window.innerWidth\n'],
  ['the network', "export const answer = fetch('https://example.com')\n"],
  ['the console', "console.log('a')\n"],
  ['timers', 'export const timer = setTimeout(() => {}, 5)\n'],
]

describe('the common layer', () => {
  it.each(SNIPPETS)('does not compile with %s', (_, code) => {
    expect(complaints('electron/common', code)).not.toEqual([])
  })

  it('compiles with what every place has', () => {
    const code =
      "export const host = new URL('https://example.com').host\nexport const copy: unknown = structuredClone({})\n"

    expect(complaints('electron/common', code)).toEqual([])
  })

  it.each(SNIPPETS.slice(0, 3))('is held by its settings: main does compile with %s', (_, code) => {
    expect(complaints('electron/main', code)).toEqual([])
  })
})
