import { defineStore } from 'pinia'
import { computed, onMounted, onScopeDispose, shallowRef } from 'vue'
import type { PrintedJob } from '#common/print/print.contract'
import { ipc } from './client'

/** The print jobs since the start of the app, the newest first, as main tells of them. */
const usePrintJobs = defineStore('print-jobs', () => {
  const jobs = shallowRef<readonly PrintedJob[]>([])
  onScopeDispose(ipc.print.jobChanged(changed => (jobs.value = withJobs(jobs.value, [changed]))))
  return { jobs, load, cancel: ipc.print.cancelJob }

  /** Takes in those of before this window was there. */
  async function load(): Promise<void> {
    const known = await ipc.print.jobs()
    // What was told meanwhile is newer than the answer.
    jobs.value = withJobs(known, [...jobs.value].reverse())
  }
})

const MOST_SHOWN = 3

/** The last jobs of one title, for the place where they are started. */
export function usePrintJobsOf(title: () => string | undefined) {
  const store = usePrintJobs()
  const jobs = computed(() => store.jobs.filter(job => job.title === title()).slice(0, MOST_SHOWN))
  onMounted(() => store.load())
  return { jobs, cancel: store.cancel }
}

function withJobs(jobs: readonly PrintedJob[], changed: readonly PrintedJob[]): readonly PrintedJob[] {
  return changed.reduce((list, one) => {
    const isKnown = list.some(({ job }) => job === one.job)
    return isKnown ? list.map(known => (known.job === one.job ? one : known)) : [one, ...list]
  }, jobs)
}
