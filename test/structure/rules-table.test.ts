import { expect, it } from 'vitest'
import { rulesTable } from '../../electron/cli/rules-table'
import { textOf } from '../support/project-files'

it('has the table of rules in the README as the rules are', () => {
  const [, table = ''] = /<!-- rules -->\n\n([^]*?)\n<!-- \/rules -->/.exec(textOf('README.md')) ?? []

  expect(table).toBe(rulesTable())
})
