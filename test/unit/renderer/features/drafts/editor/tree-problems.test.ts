import { describe, expect, it } from 'vitest'
import type { Problem } from '#common/checker/problem'
import { parseJson } from '#common/json/json-value'
import { createText } from '../../../../../../renderer/app/locales/create-text'
import { en } from '../../../../../../renderer/app/locales/en'
import { treeProblems } from '../../../../../../renderer/features/drafts/editor/tree-problems'
import { toTreeValue } from '../../../../../../renderer/features/drafts/editor/tree-value'

const text = createText('en', en)

function problemAt(path: Problem['path']): Problem {
  return { rule: 'key-unknown', severity: 'error', path, from: 0, to: 0, values: { name: 'a' }, fix: null }
}

function shown(json: string): unknown {
  const result = parseJson(json)
  if (!result.ok) throw new Error(`Not JSON: ${json}`)
  return toTreeValue(result.value)
}

describe('the problems that a tree marks', () => {
  it.each<[what: string, tree: unknown, path: Problem['path'], isMarked: boolean]>([
    ['what is in it', shown('{"a": {"10": [1]}}'), ['a', '10', 0], true],
    ['a value that is null', shown('{"a": null}'), ['a'], true],
    ['the whole', shown('{}'), [], true],
    ['nothing that was removed', shown('{"b": 1}'), ['a'], false],
    ['nothing inside what is no object any more', shown('{"a": "x"}'), ['a', 'b'], false],
    ['nothing behind the end of a list', shown('{"a": [1]}'), ['a', 1], false],
    ['nothing while nothing is shown', undefined, ['a'], false],
    ['nothing that only every object has', shown('{}'), ['__proto__'], false],
  ])('are of %s', (_, tree, path, isMarked) => {
    expect(treeProblems([problemAt(path)], tree, text).map(problem => problem.path)).toEqual(
      isMarked ? [path.map(String)] : [],
    )
  })
})
