import { expect, it } from 'vitest'
import { createSerialQueue } from '../../../../../electron/main/storage/serial-queue'

it('runs one task at a time in the order they came, past those that fail', async () => {
  const enqueue = createSerialQueue()
  const events: string[] = []
  const task = (name: string, fails = false) =>
    enqueue(async () => {
      events.push(`${name} begins`)
      await Promise.resolve()
      events.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    })

  const results = await Promise.allSettled([task('a'), task('b', true), task('c')])

  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
