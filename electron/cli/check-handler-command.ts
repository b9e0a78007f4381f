import { parseArgs } from 'node:util'
import { checkRequest } from '../common/checker/check-request'
import type { Problem } from '../common/checker/problem'
import { pointerOf } from '../common/json/json-pointer'
import { positionAt } from '../common/json/json-value'
import { importReport, printReport } from './import-report'
import { describeProblem } from './problem-words'
import { rulesTable } from './rules-table'

const EXIT_CLEAN = 0
const EXIT_ERRORS = 1
const EXIT_UNUSABLE = 2

const HELP = `Checks payment handlers before a portal sees them.

Usage: check-handler [--json] FILE…
       check-handler --import [--json] FILE…
       check-handler --rules

  FILE      a handler { NAME, CODE, SORT, SETTINGS } or a whole request { ID, FIELDS }; - for the standard input
  --json    print one array of { file, rule, severity, path, message }; path is a JSON Pointer from the handler
  --import  find the handlers in any text instead: JSON, curl, JavaScript, PHP, Go, Python, answers, whole pages;
            with --json one array of { handler, id?, form, line, repairs: [{ path, what }] }
  --rules   print all rules as a Markdown table
  --help    show this

Exits with 0 without errors (warnings do not count), 1 with errors, of which text that is no JSON is one,
and 2 when a file cannot be read or the command is used wrong.
`

export interface CommandStreams {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** Reads a file's bytes; `-` is the standard input. Rejects where that is not possible. */
  readonly read: (file: string) => Promise<Uint8Array>
}

/** Runs the command and resolves to its exit code. */
export async function runCheckHandler(argv: readonly string[], streams: CommandStreams): Promise<number> {
  try {
    return await run(argv, streams)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    streams.stderr(`check-handler: ${error.message}\n`)
    return EXIT_UNUSABLE
  }
}

/** What the user can mend, in words for the user. */
class CommandError extends Error {}

async function run(argv: readonly string[], streams: CommandStreams): Promise<number> {
  const { files, ...options } = optionsOf(argv)
  if (options.help) {
    streams.stdout(HELP)
    return EXIT_CLEAN
  }
  if (options.rules) {
    if (files.length > 0) throw new CommandError('--rules takes no file')
    streams.stdout(rulesTable())
    return EXIT_CLEAN
  }
  if (files.length === 0) throw new CommandError('which file? --help shows how it is used')
  return options.import ? importFiles(files, options.json, streams) : checkFiles(files, options.json, streams)
}

/** Finding no handler is no error of the command: an empty array says so. */
async function importFiles(files: readonly string[], isJson: boolean, streams: CommandStreams): Promise<number> {
  const sources: { file: string; text: string }[] = []
  for (const file of files) {
    const text = await readText(file, streams)
    if (text !== undefined) sources.push({ file, text })
  }
  if (isJson) streams.stdout(`${importReport(sources)}\n`)
  else for (const source of sources) streams.stdout(printable(printReport(source)))
  return sources.length < files.length ? EXIT_UNUSABLE : EXIT_CLEAN
}

interface CheckedFile {
  readonly file: string
  readonly text: string
  readonly problems: readonly Problem[]
}

/** A file that cannot be read does not keep the others from being checked. */
async function checkFiles(files: readonly string[], isJson: boolean, streams: CommandStreams): Promise<number> {
  const checked: CheckedFile[] = []
  for (const file of files) {
    const text = await readText(file, streams)
    if (text !== undefined) checked.push({ file, text, problems: checkRequest(text) })
  }
  if (isJson) streams.stdout(`${JSON.stringify(checked.flatMap(asRecords), null, 2)}\n`)
  else for (const one of checked) streams.stdout(asLines(one))
  if (checked.length < files.length) return EXIT_UNUSABLE
  return checked.some(({ problems }) => countOf(problems, 'error') > 0) ? EXIT_ERRORS : EXIT_CLEAN
}

async function readText(file: string, { read, stderr }: CommandStreams): Promise<string | undefined> {
  try {
    // A byte order mark is not part of the text.
    return new TextDecoder('utf-8', { fatal: true }).decode(await read(file))
  } catch (error) {
    const reason = error instanceof TypeError ? 'it is not text in UTF-8' : reasonOf(error)
    stderr(`check-handler: ${printable(file)} cannot be read: ${reason}\n`)
    return undefined
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ENOENT':
      return 'there is no such file'
    case 'EISDIR':
      return 'it is a folder'
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read'
    default:
      return code === '' ? 'the system refuses' : code
  }
}

function asRecords({ file, problems }: CheckedFile): unknown[] {
  return problems.map(problem => ({
    file,
    rule: problem.rule,
    severity: problem.severity,
    path: pointerOf(problem.path),
    message: describeProblem(problem),
  }))
}

function asLines({ file, text, problems }: CheckedFile): string {
  const lines = problems.map(problem => {
    const { line, column } = positionAt(text, problem.from)
    const place = `${line}:${column} ${pointerOf(problem.path)}`.trimEnd()
    return `  ${place}\n    ${problem.severity} ${problem.rule}: ${describeProblem(problem)}`
  })
  return [`${file}: ${summaryOf(problems)}`, ...lines].map(line => `${printable(line)}\n`).join('')
}

function summaryOf(problems: readonly Problem[]): string {
  if (problems.length === 0) return 'no problems'
  const counts = [
    plural(countOf(problems, 'error'), 'error'),
    plural(countOf(problems, 'warning'), 'warning'),
    plural(countOf(problems, 'info'), 'hint'),
  ]
  return counts.filter(count => count !== '').join(', ')
}

function plural(count: number, word: string): string {
  if (count === 0) return ''
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function countOf(problems: readonly Problem[], severity: Problem['severity']): number {
  return problems.filter(problem => problem.severity === severity).length
}

/** A name in the handler could hold what moves the cursor or colours the terminal. */
function printable(text: string): string {
  return text.replaceAll(/(?!\n)[\p{Cc}\p{Cf}]/gu, '\uFFFD')
}

interface Options {
  readonly files: readonly string[]
  readonly json: boolean
  readonly rules: boolean
  readonly import: boolean
  readonly help: boolean
}

function optionsOf(argv: readonly string[]): Options {
  const flag = { type: 'boolean' } as const
  const options = { json: flag, rules: flag, import: flag, help: flag } as const
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    const { json = false, rules = false, import: isImport = false, help = false } = values
    return { files: positionals, json, rules, import: isImport, help }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new CommandError(error.message.split('. ')[0] ?? '')
  }
}
