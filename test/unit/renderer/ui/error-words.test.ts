import { describe, expect, it } from 'vitest'
import { AppError, AppErrorCode, type AppErrorDetails } from '#common/ipc/app-error'
import { wordsOf } from '#ui/error-words.ts'
import { createText } from '../../../../renderer/app/locales/create-text'
import { en } from '../../../../renderer/app/locales/en'

const UPDATE = 'sale.paysystem.handler.update'

function messageOf(code: AppErrorCode, details: AppErrorDetails, messages: Record<string, string> = EXAMPLE): string {
  return wordsOf(new AppError(code, 'English for logs', { details }), createText('en', messages)).message
}

const EXAMPLE = {
  'error.portal': 'portal',
  'error.portal.DENIED': 'portal code',
  [`error.portal.${UPDATE}.DENIED`]: 'method and portal code',
  'error.network': 'network',
  'error.network.tls': 'layer',
  'error.network.tls.expired': 'layer and reason',
  'error.network.expired': 'reason',
  'error.any.not-read-back': 'reason of any code',
  'error.invalid-input': 'input',
  'error.invalid-input.not-json': 'line {line}, column {column}',
  'error.internal': 'internal',
}

describe('the words for an error', () => {
  it.each<[string, AppErrorCode, AppErrorDetails]>([
    ['portal', 'portal', {}],
    ['portal', 'portal', { code: 'UNKNOWN', method: UPDATE }],
    ['portal code', 'portal', { code: 'DENIED', method: 'profile' }],
    ['method and portal code', 'portal', { code: 'DENIED', method: UPDATE }],
    ['network', 'network', { layer: 'dns', reason: 'x' }],
    ['layer', 'network', { layer: 'tls', reason: 'x' }],
    ['layer and reason', 'network', { layer: 'tls', reason: 'expired' }],
    ['reason', 'network', { layer: 'dns', reason: 'expired' }],
    // Words for the code alone once said that nothing was changed, though the handler had been written.
    ['reason of any code', 'portal', { code: 'DENIED', method: UPDATE, reason: 'not-read-back' }],
    ['line 3, column 5', 'invalid-input', { reason: 'not-json', line: 3, column: 5 }],
  ])('are the most exact ones there are: %s', (words, code, details) => {
    expect(messageOf(code, details)).toBe(words)
  })

  it.each<AppErrorDetails>([{ reason: 'not-json' }, { reason: 'not-json', line: 3 }])(
    'are more general ones when a value is missing: %j',
    details => {
      expect(messageOf('invalid-input', details)).toBe('input')
    },
  )

  it.each([new Error('https://portal.example.com/rest/7/k3Yt9vQ2/'), 'text', null, undefined, { code: 'portal' }])(
    'of what is no AppError are those of an internal error, and hold nothing of it: %s',
    error => {
      const words = wordsOf(error, createText('en', EXAMPLE))

      expect(words).toEqual({ message: 'internal', details: [] })
    },
  )

  it('never are the English that main wrote for logs', () => {
    for (const code of AppErrorCode.options) {
      expect(messageOf(code, { reason: 'nobody-thought-of-it' }, en)).not.toContain('English for logs')
    }
  })

  it('do not change with what a portal puts into its code', () => {
    for (const code of ['constructor', '__proto__', 'toString', '{line}', '<b>', '.', '\0']) {
      expect(messageOf('portal', { code, method: code }, en)).toBe(en['error.portal'])
    }
  })
})

describe('the details of an error', () => {
  it('are one a line, without those that are empty', () => {
    const error = new AppError('portal', 'x', {
      details: { method: UPDATE, code: 'DENIED', description: '', status: 403, mayHaveArrived: false, field: null },
    })

    expect(wordsOf(error, createText('en', EXAMPLE)).details).toEqual([
      `method: ${UPDATE}`,
      'code: DENIED',
      'status: 403',
      'mayHaveArrived: false',
    ])
  })
})
