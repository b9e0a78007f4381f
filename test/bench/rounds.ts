import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { cpus, release, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { PROJECT } from '../e2e/hosts/paydesk'
import type { Figure } from './figures'

export const ROUNDS = Number(process.env['PAYDESK_BENCH_ROUNDS'] ?? 7)
const FILE = process.env['PAYDESK_BENCH_FILE'] ?? join(PROJECT, 'dist/bench/figures.json')

/** Adds figures to the file of this run. */
export async function keepFigures(figures: readonly Figure[]): Promise<void> {
  const machine = {
    processor: cpus()[0]?.model ?? 'unknown',
    processors: cpus().length,
    memoryMb: Math.round(totalmem() / 1e6),
    system: `${process.platform} ${release()}`,
  }
  const before = await readFile(FILE, 'utf8').then(
    text => (JSON.parse(text) as { readonly figures: readonly Figure[] }).figures,
    () => [],
  )
  await mkdir(dirname(FILE), { recursive: true })
  const report = { at: new Date().toISOString(), machine, rounds: ROUNDS, figures: [...before, ...figures] }
  await writeFile(FILE, `${JSON.stringify(report, null, 2)}\n`)
}

/** One side after the other, again and again, so that what slows the machine down slows all; the first round is not kept. */
export async function inTurns<Results extends unknown[]>(
  rounds: number,
  ...sides: { [Side in keyof Results]: () => Promise<Results[Side]> }
): Promise<{ [Side in keyof Results]: Results[Side][] }> {
  const results: unknown[][] = sides.map(() => [])
  for (let round = 0; round <= rounds; round++) {
    for (const [index, side] of sides.entries()) {
      const result = await side()
      if (round > 0) results[index]?.push(result)
    }
  }
  return results as { [Side in keyof Results]: Results[Side][] }
}
