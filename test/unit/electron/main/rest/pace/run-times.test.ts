import { parseJson, type JsonObject } from '#common/json/json-value'
import { describe, expect, it } from 'vitest'
import { PACE } from '../../../../../../electron/main/rest/pace/pace'
import { createRunTimes } from '../../../../../../electron/main/rest/pace/run-times'

const LIST = 'sale.payment.list'

function timeOf(text: string): JsonObject {
  const parsed = parseJson(text)
  if (!parsed.ok || parsed.value.kind !== 'object') throw new Error(text)
  return parsed.value
}

/** The time of an answer, with the portal's own clock at 5,000 seconds. */
function used(seconds: number, restSeconds: number): JsonObject {
  return timeOf(`{"finish":5000.5,"operating_reset_at":${5000.5 + restSeconds},"operating":${seconds}}`)
}

describe('the run time of a method', () => {
  it.each([
    ['is used up', 480, 90_000],
    ['is more than used up', 612.5, 90_000],
    ['is nearly used up', 479.9, 7],
  ])('that %s holds its calls accordingly', (_, seconds, freeAtMs) => {
    const runTimes = createRunTimes(PACE)

    runTimes.answered(LIST, used(seconds, 90), 0)

    expect(runTimes.freeAtMs(LIST, 7)).toBe(freeAtMs)
    expect(runTimes.freeAtMs('profile', 7)).toBe(7)
  })

  it('is that of the method however its name is spelled', () => {
    const runTimes = createRunTimes(PACE)

    runTimes.answered('Sale.Payment.LIST', used(500, 90), 0)

    expect(runTimes.freeAtMs(LIST, 0)).toBe(90_000)
  })

  it('that the portal refused is waited for until its oldest piece is forgotten, and then a piece at a time', () => {
    const runTimes = createRunTimes(PACE)
    runTimes.answered(LIST, used(100, 30), 0)

    runTimes.refused(LIST, 10_000)
    expect(runTimes.freeAtMs(LIST, 10_000)).toBe(30_000)

    runTimes.refused(LIST, 30_000)
    expect(runTimes.freeAtMs(LIST, 30_000)).toBe(90_000)
  })

  it('is waited for as long as one piece counts when no answer told anything', () => {
    const runTimes = createRunTimes(PACE)

    runTimes.refused(LIST, 1_000)

    expect(runTimes.freeAtMs(LIST, 1_000)).toBe(61_000)
  })

  it('holds nothing any more once an answer tells of less', () => {
    const runTimes = createRunTimes(PACE)
    runTimes.refused(LIST, 0)

    runTimes.answered(LIST, used(20, 90), 5)

    expect(runTimes.freeAtMs(LIST, 5)).toBe(5)
  })

  it('never holds longer than ten minutes, whatever an answer says', () => {
    const runTimes = createRunTimes(PACE)

    runTimes.answered(LIST, used(500, 1e9), 0)

    expect(runTimes.freeAtMs(LIST, 0)).toBe(600_000)
  })

  it.each([
    ['nothing', undefined],
    ['no run time', timeOf('{"start":5000,"finish":5000.5}')],
    ['a run time without an end', timeOf('{"finish":5000.5,"operating":900}')],
    ['a run time without a clock', timeOf('{"operating_reset_at":9999,"operating":900}')],
    ['what is no number', timeOf('{"finish":"now","start":"now","operating_reset_at":{},"operating":"much"}')],
    ['an end that is past', timeOf('{"finish":5000.5,"operating_reset_at":4000,"operating":900}')],
  ])('is free when an answer tells %s', (_, time) => {
    const runTimes = createRunTimes(PACE)

    runTimes.answered(LIST, time, 3)

    expect(runTimes.freeAtMs(LIST, 3)).toBe(3)
  })

  it('is understood from text, and from an older portal that counts with fractions', () => {
    const runTimes = createRunTimes(PACE)

    runTimes.answered(LIST, timeOf('{"start":5000.25,"operating_reset_at":"5060","operating":"480"}'), 0)

    expect(runTimes.freeAtMs(LIST, 0)).toBe(59_750)
  })
})
