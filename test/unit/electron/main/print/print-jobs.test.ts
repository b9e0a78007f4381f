import { beforeEach, describe, expect, it } from 'vitest'
import type { JobStanding } from '../../../../../electron/common/print/job-standing'
import type { PrintedJob } from '../../../../../electron/common/print/print.contract'
import { createPrintJobs } from '../../../../../electron/main/print/print-jobs'
import type { PrintJob } from '../../../../../electron/main/print/printer-port'

const JOB: PrintJob = {
  printer: 'Labels',
  sheet: { title: 'Labels', widthMm: 62, heightMm: 29, pages: [] },
  pdf: new Uint8Array(),
  copies: 1,
  pages: null,
}

let now: number
let alarms: { at: number; work: () => void }[]
let standing: JobStanding | null
let looks: number[]
let cancelled: string[]
let told: PrintedJob[]
let jobs: ReturnType<typeof createPrintJobs>
let last: number

beforeEach(() => {
  now = 0
  last = 0
  alarms = []
  standing = { state: 'queued', reason: null }
  looks = []
  cancelled = []
  told = []
  jobs = createPrintJobs({
    printer: {
      printsPages: false,
      list: () => Promise.resolve({ state: 'none', printers: [] }),
      print: () => Promise.resolve(`Labels-${String(++last)}`),
      standingOf: () => {
        looks.push(now)
        return Promise.resolve(standing)
      },
      cancel: job => Promise.resolve(void cancelled.push(job)),
    },
    timer: {
      now: () => now,
      after(delayMs, work) {
        const alarm = { at: now + delayMs, work }
        alarms.push(alarm)
        return () => (alarms = alarms.filter(other => other !== alarm))
      },
    },
    jobChanged: job => told.push(job),
  })
})

/** Lets the time pass, with what is to be done meanwhile. */
async function pass(ms: number): Promise<void> {
  const end = now + ms
  for (;;) {
    const next = alarms.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0]
    if (next === undefined) break
    alarms = alarms.filter(alarm => alarm !== next)
    now = next.at
    next.work()
    await new Promise(resolve => setImmediate(resolve))
  }
  now = end
}

function states(): string[] {
  return told.map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`))
}

describe('a print job', () => {
  it('is told of while it goes on, each change once, until it has ended', async () => {
    await jobs.print(JOB)
    await pass(1_000)
    standing = { state: 'printing', reason: null }
    await pass(3_000)
    standing = { state: 'done', reason: null }
    await pass(10_000)
    expect(states()).toEqual(['queued', 'printing', 'done'])
    expect(told[0]).toEqual({ job: 'Labels-1', printer: 'Labels', title: 'Labels', state: 'queued', reason: null })
    expect(alarms).toEqual([])
  })

  it('is looked at less often the longer it takes, and no more after ten minutes', async () => {
    standing = { state: 'stopped', reason: 'printer-paused' }
    await jobs.print(JOB)
    await pass(20 * 60_000)
    expect(looks.length).toBeLessThan(135)
    expect(looks[1]! - looks[0]!).toBeLessThan(1_000)
    expect(looks.at(-1)! - looks.at(-2)!).toBe(5_000)
    expect(states()).toEqual(['queued', 'stopped: printer-paused', 'unknown: printer-paused'])
    expect(alarms).toEqual([])
  })

  it('is unknown where it was only waited for', async () => {
    await jobs.print(JOB)
    await pass(11 * 60_000)
    expect(states()).toEqual(['queued', 'unknown: watched-too-long'])
  })

  it('bears a service that is silent for a moment, and says when it stays so', async () => {
    standing = null
    await jobs.print(JOB)
    await pass(1_000)
    expect(states()).toEqual(['queued'])
    await pass(5_000)
    expect(states()).toEqual(['queued', 'queued: service-silent'])
    standing = { state: 'done', reason: null }
    await pass(5_000)
    expect(states()).toEqual(['queued', 'queued: service-silent', 'done'])
  })

  it('can be cancelled, and what came of that is told at once', async () => {
    const name = await jobs.print(JOB)
    standing = { state: 'cancelled', reason: null }
    await jobs.cancelJob(name)
    expect(cancelled).toEqual([name])
    expect(states()).toEqual(['queued', 'cancelled'])
    expect(alarms).toEqual([])
  })

  it.each(['Labels-9', '-a', ''])('that was not printed from here is not cancelled: "%s"', async name => {
    await jobs.print(JOB)
    await expect(jobs.cancelJob(name)).rejects.toMatchObject({ code: 'not-found', details: { reason: 'print-job' } })
    expect(cancelled).toEqual([])
  })

  it('stays in a list of the last fifty, the newest first', async () => {
    for (let index = 0; index < 60; index++) await jobs.print(JOB)
    expect(jobs.jobs().map(({ job }) => job)).toEqual(Array.from({ length: 50 }, (_, index) => `Labels-${60 - index}`))
    expect(alarms).toHaveLength(50)
    jobs.dispose()
    expect(alarms).toEqual([])
  })
})
