import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { PROJECT } from '../../support/project-files'
import { goodHandler } from '../../unit/electron/common/checker/good-handler'

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The command as a person types it. */
function checkHandler(args: readonly string[], input = ''): Promise<Ended> {
  const child = spawn('npm', ['run', '-s', 'check-handler', '--', ...args], { cwd: PROJECT })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdin.end(input)
  return new Promise(resolve => child.once('close', code => resolve({ code, stdout, stderr })))
}

async function fileWith(content: string | Uint8Array, name = 'handler.json'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'check-handler-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

function brokenHandler(): unknown {
  const handler = goodHandler()
  handler.SETTINGS.FORM_DATA.FIELDS.stall.CODE = 'LUGGAGE'
  handler.SETTINGS.CODES.STALL_ID.SORT = '5'
  return handler
}

describe('the check-handler command', () => {
  beforeAll(() => checkHandler(['--help']))

  it('has nothing to say of a handler that is right', async () => {
    const file = await fileWith(JSON.stringify(goodHandler()))

    expect(await checkHandler([file])).toEqual({ code: 0, stdout: `${file}: no problems\n`, stderr: '' })
    expect(await checkHandler(['--json', file])).toEqual({ code: 0, stdout: '[]\n', stderr: '' })
  })

  it('prints one array for all files and ends with 1 when there are errors', async () => {
    const good = await fileWith(JSON.stringify(goodHandler()))
    const broken = await fileWith(JSON.stringify(brokenHandler()))
    const { code, stdout, stderr } = await checkHandler(['--json', good, broken])
    const records = JSON.parse(stdout) as Record<string, string>[]

    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(records.map(({ file, rule, severity, path }) => ({ file, rule, severity, path }))).toEqual([
      {
        file: broken,
        rule: 'code-not-defined',
        severity: 'error',
        path: '/SETTINGS/FORM_DATA/FIELDS/stall/CODE',
      },
      { file: broken, rule: 'code-unused', severity: 'info', path: '/SETTINGS/CODES/STALL_ID' },
      { file: broken, rule: 'sort-as-text', severity: 'info', path: '/SETTINGS/CODES/STALL_ID/SORT' },
    ])
    expect(records.map(record => Object.keys(record))).toEqual(
      records.map(() => ['file', 'rule', 'severity', 'path', 'message']),
    )
    expect(records[0]?.message).toMatch(/^The field stall names LUGGAGE, which is not in CODES\. /)
  })

  it('ends with 0 when there are only warnings and hints', async () => {
    const handler = goodHandler()
    handler.SETTINGS.FORM_DATA.ACTION_URI = 'http://pay.winterfair.shop/'
    const file = await fileWith(JSON.stringify(handler, null, 2))
    const { code, stdout } = await checkHandler([file])

    expect(code).toBe(0)
    expect(stdout).toMatch(/: 1 warning\n {2}12:\d+ \/SETTINGS\/FORM_DATA\/ACTION_URI\n {4}warning address-http: /)
  })

  it('checks whole requests, with paths from the handler', async () => {
    const update = await fileWith(JSON.stringify({ ID: 7, FIELDS: { SETTINGS: { CODES: {}, CLIENT_TYPE: 'b2g' } } }))
    const { code, stdout } = await checkHandler(['--json', update])
    const records = JSON.parse(stdout) as Record<string, string>[]

    expect(code).toBe(1)
    expect(records.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'mode-missing /SETTINGS',
      'client-type-unknown /SETTINGS/CLIENT_TYPE',
    ])
  })

  it('reads the standard input where - stands for the file', async () => {
    expect(await checkHandler(['-'], JSON.stringify(goodHandler()))).toMatchObject({
      code: 0,
      stdout: '-: no problems\n',
    })
  })

  it('counts text that is no JSON as an error', async () => {
    const file = await fileWith('{"NAME": "Fair"')
    const { code, stdout, stderr } = await checkHandler(['--json', file])

    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({ file, rule: 'json-broken', severity: 'error', path: '' }),
    ])
  })

  it('still checks the others when a file cannot be read, and ends with 2', async () => {
    const broken = await fileWith(JSON.stringify(brokenHandler()))
    const { code, stdout, stderr } = await checkHandler(['--json', '/no/such/file.json', broken, tmpdir()])

    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toHaveLength(3)
    expect(stderr).toContain('/no/such/file.json cannot be read: there is no such file')
    expect(stderr).toContain('it is a folder')
  })

  it('takes what is not UTF-8 for unreadable', async () => {
    const file = await fileWith(Uint8Array.of(0x7b, 0xff, 0x7d))

    expect(await checkHandler([file])).toMatchObject({ code: 2, stdout: '' })
  })

  it.runIf(process.getuid?.() !== 0)('says that a file may not be read', async () => {
    const file = await fileWith('{}')
    await chmod(file, 0o000)

    expect(await checkHandler([file])).toMatchObject({ code: 2, stderr: expect.stringContaining('may not be read') })
  })

  it.each([[[]], [['--json']], [['--no-such-option', 'x']], [['--rules', 'x']]])('refuses %j', async args => {
    const { code, stdout, stderr } = await checkHandler(args)

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^check-handler: .+\n$/)
  })

  it('sends no control characters to a terminal', async () => {
    const handler = goodHandler()
    handler.SETTINGS['\u001b[31mRED\u202e'] = 1
    const { stdout } = await checkHandler([await fileWith(JSON.stringify(handler))])

    expect(stdout).toContain('RED')
    expect(stdout).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u)
  })

  it('prints its help and its rules', async () => {
    expect(await checkHandler(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage:') })
    expect(await checkHandler(['--rules'])).toMatchObject({ code: 0, stdout: expect.stringContaining('`json-broken`') })
  })
})

describe('the check-handler command with --import', () => {
  const SECRET = 'w4gh8canaryt2m6p'
  const PAGE = `Send it like this:

curl -d '{"ID":7,"FIELDS":{"NAME":"Till","CODE":"till","SORT":1.0,"SETTINGS":{"FORM_DATA":{"ACTION_URI":"https://pay.example/","FIELDS":{"sum":{"CODE":"SUM"}},"CODES":{"SUM":{"NAME":"Sum"}}}}}' https://shop.example/rest/1/${SECRET}/sale.paysystem.handler.update.json
`

  it('prints the handlers of any text, with what was repaired, and nothing that opens a portal', async () => {
    const file = await fileWith(PAGE, 'page.txt')
    const { code, stdout, stderr } = await checkHandler(['--import', '--json', file])

    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject([
      {
        handler: { NAME: 'Till', CODE: 'till', SETTINGS: { CODES: { SUM: { NAME: 'Sum' } } } },
        id: '7',
        form: 'curl',
        line: 3,
        repairs: [{ what: expect.any(String) as string, path: expect.stringMatching(/^(?:\/|$)/) as string }],
      },
    ])
    expect(stdout).toContain('1.0')
    expect(stdout + stderr).not.toContain(SECRET)
  })

  it('finds nothing in a text without handlers, and ends with 2 for a file that is not there', async () => {
    const file = await fileWith('Good morning, nothing new today.', 'note.txt')

    expect(await checkHandler(['--import', '--json', file])).toMatchObject({ code: 0, stdout: '[]\n' })
    expect((await checkHandler(['--import', join(file, '..', 'missing.txt')])).code).toBe(2)
  })
})
