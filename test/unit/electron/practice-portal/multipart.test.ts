import { describe, expect, it } from 'vitest'
import { parseMultipart } from '../../../../electron/practice-portal/multipart'
import { storedJson } from '../../../../electron/practice-portal/php-json'

function part(headers: string, content: string): string {
  return `--XX\r\n${headers}\r\n\r\n${content}\r\n`
}

function field(name: string, content: string): string {
  return part(`Content-Disposition: form-data; name="${name}"`, content)
}

function parsed(body: string): string {
  return storedJson(parseMultipart(Buffer.from(body), 'XX'))
}

describe('parseMultipart', () => {
  it('reads simple fields, with brackets in their names', () => {
    const body = `${field('NAME', 'Касса')}${field('SETTINGS[CODES][A]', 'x')}${field('l[]', '1')}${field('l[]', '2')}--XX--\r\n`
    expect(parsed(body)).toBe('{"NAME":"Касса","SETTINGS":{"CODES":{"A":"x"}},"l":["1","2"]}')
  })

  it('keeps line breaks and dashes inside a value', () => {
    expect(parsed(`${field('a', 'one\r\n--X\r\ntwo')}--XX--`)).toBe('{"a":"one\\r\\n--X\\r\\ntwo"}')
  })

  it('passes over files', () => {
    const file = part('Content-Disposition: form-data; name="f"; filename="f.txt"\r\nContent-Type: text/plain', 'text')
    expect(parsed(`${file}${field('a', '1')}--XX--`)).toBe('{"a":"1"}')
  })

  it.each(['', '--XX--', 'no delimiter at all', '--XX\r\nno headers end', '--XX\r\nX: y\r\n\r\nno name\r\n--XX--'])(
    'finds nothing in %j',
    body => {
      expect(parsed(body)).toBe('[]')
    },
  )
})
