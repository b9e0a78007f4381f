import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { AppErrorCode, AppError } from '#common/ipc/app-error'
import { wordsOf } from '#ui/error-words.ts'
import { createText } from '../../../../../renderer/app/locales/create-text'
import { en } from '../../../../../renderer/app/locales/en'

const ROOT = new URL('../../../../..', import.meta.url).pathname
const FOLDER = join(ROOT, 'renderer/app/locales/en')
/** The words of what also speaks outside the window. */
const COMMON_FILES = ['electron/common/checker/words/en.json', 'electron/common/knowledge/words/en.json']
const messages: Readonly<Record<string, string>> = en
const errorKeys = Object.keys(messages).filter(key => key.startsWith('error.'))

describe('the English messages', () => {
  it.each(Object.entries(messages))('%s can be read', (_, message) => {
    expect(() => new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true })).not.toThrow()
    expect(message.trim()).toBe(message)
    expect(message).not.toBe('')
  })

  it('stand in one file each, and no key stands twice', () => {
    const names = readdirSync(FOLDER).filter(name => name.endsWith('.json'))
    const files = [...names.map(name => join(FOLDER, name)), ...COMMON_FILES.map(path => join(ROOT, path))]
    const keys = files.flatMap(path =>
      [...readFileSync(path, 'utf8').matchAll(/^\s*"((?:[^"\\]|\\.)+)":/gm)].map(([, key]) => key),
    )

    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
    expect(keys.sort()).toEqual(Object.keys(messages).sort())
  })
})

describe('the words for errors', () => {
  it.each(AppErrorCode.options)('of code %s are there without any detail', code => {
    const { message } = wordsOf(new AppError(code, 'x'), createText('en', messages))

    expect(message).toBe(messages[`error.${code}`])
  })

  it.each(errorKeys)('%s never fail, whatever details there are', key => {
    const [, code = '', ...rest] = key.split('.')
    const details = { reason: rest.at(-1) ?? '', layer: rest[0] ?? '', code: rest.at(-1) ?? '' }
    const known = AppErrorCode.options.find(option => option === code) ?? 'internal'

    expect(wordsOf(new AppError(known, 'x', { details }), createText('en', messages)).message).not.toBe('')
  })

  it.each(errorKeys)('%s are whole sentences', key => {
    expect(messages[key]).toMatch(/^(?:[A-Z]|\{file\}).*[.”]$/)
  })
})
