import { describe, expect, it } from 'vitest'
import { METHODS } from '../../../../../electron/practice-portal/methods/method-table'
import {
  chosenFault,
  EVERY_METHOD,
  EXTENT_NAMES,
  EXTENTS,
  FAULT_KINDS,
  FAULT_METHODS,
  type FaultChoice,
} from '../../../../../renderer/features/portals/fault-choices'

const CHOICE: FaultChoice = {
  kind: 'error',
  code: 'ERROR_CORE',
  seconds: '5',
  methodName: EVERY_METHOD,
  paymentId: '',
  extent: 'until-stopped',
}

describe('chosenFault', () => {
  it.each(FAULT_KINDS)('gives a fault that can be armed for %s', kind => {
    expect(chosenFault({ ...CHOICE, kind })).toMatchObject({ kind })
  })

  it.each<[Partial<FaultChoice>, object]>([
    [{}, { kind: 'error', code: 'ERROR_CORE' }],
    [
      { methodName: 'profile', extent: 'once' },
      { kind: 'error', code: 'ERROR_CORE', methodName: 'profile', times: 1 },
    ],
    [
      { kind: 'delay', seconds: '1,5', extent: 'one-minute' },
      { kind: 'delay', milliseconds: 1500, seconds: 60 },
    ],
    [
      { kind: 'wrong-link', methodName: 'profile', paymentId: ' 1063 ' },
      { kind: 'wrong-link', paymentId: 1063 },
    ],
    [
      { kind: 'damaged-qr', extent: 'three-times' },
      { kind: 'damaged-qr', times: 3 },
    ],
    [{ kind: 'cut-after', paymentId: 'ignored here' }, { kind: 'cut-after' }],
  ])('makes of %j the fault %j', (choice, fault) => {
    expect(chosenFault({ ...CHOICE, ...choice })).toEqual(fault)
  })

  it.each<Partial<FaultChoice>>([
    { kind: 'delay', seconds: '' },
    { kind: 'delay', seconds: 'soon' },
    { kind: 'delay', seconds: '601' },
    { kind: 'delay', seconds: '-1' },
    { kind: 'wrong-link', paymentId: '0' },
    { kind: 'wrong-link', paymentId: '1.5' },
    { kind: 'wrong-link', paymentId: 'x' },
  ])('gives none for %j', choice => {
    expect(chosenFault({ ...CHOICE, ...choice })).toBeNull()
  })
})

describe('what is offered', () => {
  it('are methods that the practice portal has', () => {
    const names = METHODS.map(({ name }) => name)
    expect(FAULT_METHODS.filter(name => !names.includes(name.toLowerCase()))).toEqual([])
  })

  it('are all extents', () => {
    expect(EXTENT_NAMES.toSorted()).toEqual(Object.keys(EXTENTS).toSorted())
  })
})
