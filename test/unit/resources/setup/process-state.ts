import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'

/** Waits until the process is dead; one that is dead but not yet reaped by its parent counts. */
export async function expectGone(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(1)
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false)
}

export async function isAlive(pid: number): Promise<boolean> {
  try {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8')
    return !status.slice(status.lastIndexOf(')')).startsWith(') Z')
  } catch {
    return false
  }
}

/** The processes that this one has started and not yet reaped. */
export async function childrenOf(pid: number): Promise<number[]> {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return list.trim().split(' ').map(Number)
}
