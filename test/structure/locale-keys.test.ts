import { describe, expect, it } from 'vitest'
import { en } from '../../renderer/app/locales/en'
import { projectFiles, textOf } from '../support/project-files'

/** Chosen by an error's code, layer and reason; another test holds them against what main throws. */
const ERRORS = 'error.'

const keys = Object.keys(en).filter(key => !key.startsWith(ERRORS))
/** What is known of a handler names its words itself; those of the checker are put together where they are shown. */
const sources = projectFiles()
  .filter(path => /^(?:renderer|electron\/common\/knowledge)\/.*\.(ts|vue)$/.test(path))
  .map(textOf)
  .join('\n')

/** A key written out, and one with a part that is put in: `portals.colour-${value}`. */
const written = new Set([...sources.matchAll(/'([a-z][a-z-]*(?:\.[\w-]+)+)'/g)].map(([, key = '']) => key))
const families = [...sources.matchAll(/`([a-z][a-z-]*\.[\w.-]*\$\{[^`]*)`/g)].map(([, template = '']) => template)
const members = families.map(
  template => new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[\\w-]+')}$`),
)

describe('the keys of the texts', () => {
  it('are all used', () => {
    const unused = keys.filter(key => !written.has(key) && !members.some(member => member.test(key)))

    expect(keys.length).toBeGreaterThan(200)
    expect(unused).toEqual([])
  })

  it('are all there where one is written out', () => {
    const areas = new Set(keys.map(areaOf))
    const missing = [...written].filter(key => areas.has(areaOf(key)) && !(key in en) && !isOtherName(key))

    expect(written.size).toBeGreaterThan(100)
    expect(missing).toEqual([])
  })

  it('are there for every family with a part that is put in', () => {
    const empty = families.filter((_, index) => !keys.some(key => members[index]?.test(key)))

    expect(families.length).toBeGreaterThan(10)
    expect(empty.filter(template => !template.startsWith(ERRORS))).toEqual([])
  })
})

function areaOf(key: string): string {
  return key.slice(0, key.indexOf('.'))
}

/** A file of a worker, and the like, whose name looks like a key. */
function isOtherName(key: string): boolean {
  return /\.(ts|vue|css|json)$/.test(key)
}
