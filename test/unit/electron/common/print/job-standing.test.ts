import { describe, expect, it } from 'vitest'
import { jobStanding } from '../../../../../electron/common/print/job-standing'

describe('the standing of a job', () => {
  it.each([
    [3, 3, [], 'queued', null],
    [3, 5, ['paused'], 'stopped', 'printer-paused'],
    [5, 4, ['none'], 'printing', null],
    [5, 4, ['media-empty-error', 'paused'], 'printing', 'no-paper'],
    [5, 4, ['toner-low-warning'], 'printing', null],
    [5, 4, ['connecting-to-device'], 'printing', 'printer-not-reached'],
    [6, 5, ['media-jam-error', 'media-empty'], 'stopped', 'paper-jam'],
    [4, 5, ['paused'], 'held', null],
    [7, 3, [], 'cancelled', null],
    [8, 5, ['paused'], 'failed', null],
    [9, 5, ['cover-open'], 'done', null],
    [undefined, 3, [], 'unknown', null],
    [99, 3, [], 'unknown', null],
  ] as const)(
    'in state %s at a printer in state %s with %j is %s, %s',
    (jobState, printerState, printerReasons, state, reason) => {
      expect(jobStanding({ jobState, printerState, printerReasons })).toEqual({ state, reason })
    },
  )
})
