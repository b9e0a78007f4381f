import { beforeEach, describe, expect, it } from 'vitest'
import type { FileTrouble } from '#common/storage/file-trouble'
import { createFileTroubles, type FileTroubles } from '../../../../../electron/main/storage/file-troubles'

const NEWER: FileTrouble = { kind: 'newer', file: 'settings.json', keptAs: null }
const READ_ONLY: FileTrouble = { kind: 'read-only', file: 'settings.json', keptAs: null }
const ASIDE: FileTrouble = { kind: 'damaged', file: 'settings.json', keptAs: 'settings.damaged-1.json' }
const OTHER: FileTrouble = { kind: 'newer', file: 'portals.json', keptAs: null }

let told: FileTrouble[][]
let troubles: FileTroubles

beforeEach(() => {
  told = []
  troubles = createFileTroubles(all => told.push(all))
})

describe('the troubles with files', () => {
  it('are told once each, however often they are found', () => {
    troubles.onTrouble(NEWER)
    troubles.onTrouble({ ...NEWER })
    troubles.onTrouble(OTHER)

    expect(told).toEqual([[NEWER], [NEWER, OTHER]])
  })

  it('are one a file at a time, beside what was set aside', () => {
    for (const trouble of [ASIDE, NEWER, READ_ONLY]) troubles.onTrouble(trouble)

    expect(troubles.list()).toEqual([ASIDE, READ_ONLY])
  })

  it('are over for a file that is sound again, but for what was set aside', () => {
    for (const trouble of [ASIDE, NEWER, OTHER]) troubles.onTrouble(trouble)
    troubles.onSound('settings.json')
    troubles.onSound('settings.json')

    expect(told.at(-1)).toEqual([ASIDE, OTHER])
    expect(told).toHaveLength(4)
  })

  it('are not told of each read-only file while nothing can be written in the folder', () => {
    const folder: FileTrouble = { kind: 'read-only-folder', file: '/data', keptAs: null }
    for (const trouble of [READ_ONLY, folder, OTHER]) troubles.onTrouble(trouble)
    expect(troubles.list()).toEqual([folder, OTHER])

    troubles.onSound('/data')

    expect(told.at(-1)).toEqual([READ_ONLY, OTHER])
  })
})
