import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { mendRule } from '#common/checker/fixes'
import { identityOf, splitIgnored, type IgnoredProblem, type SplitProblems } from '#common/checker/ignored-problem'
import { SEVERITY_RANKS, type Problem, type RuleId, type Severity } from '#common/checker/problem'
import { useText } from '#ui/use-text.ts'
import { createHandlerCheck } from './handler-check'
import { problemMessage } from '#ui/problem-words.ts'
import type { DraftDocument } from './use-draft-document'

/** More marks than this help nobody, and cost time at every key. */
const MAX_MARKS = 500

export interface DraftProblemsSource {
  /** CODEs of the other handlers of the portal in question, as far as they are known. */
  readonly otherCodes: () => readonly string[]
  readonly ignored: () => readonly IgnoredProblem[]
}

/** What the checker finds in a document: the gravest first, and by their place among equals. */
export interface DraftProblems {
  readonly shown: ComputedRef<SplitProblems>
  readonly counts: ComputedRef<Readonly<Record<Severity, number>>>
  /** True when the checker could not run, so that no problems means nothing. */
  readonly hasFailed: Readonly<Ref<boolean>>
  /** False until the checker has answered for the first time: until then, too, no problems means nothing. */
  readonly wasChecked: Readonly<Ref<boolean>>
  /** Mends a problem if it is still there, as one step to undo. Resolves to whether it was. */
  readonly fix: (problem: Problem) => Promise<boolean>
  /** Mends all open problems of one rule that can be mended, as one step to undo. */
  readonly fixAll: (rule: RuleId) => Promise<void>
  /** What a problem says now, with its places in the text as it is; null once it is gone. */
  readonly newest: (problem: Problem) => Promise<Problem | null>
}

/** Checks a document while it changes, and marks what is found in it. */
export function useDraftProblems(document: DraftDocument, source: DraftProblemsSource): DraftProblems {
  const text = useText()
  const found = shallowRef<readonly Problem[]>([])
  const hasFailed = ref(false)
  const wasChecked = ref(false)
  const shown = computed(() => splitIgnored(found.value, source.ignored()))
  const counts = computed(() => countBySeverity(shown.value.open))
  const check = createHandlerCheck(() => ({ text: document.text.value, otherCodes: [...source.otherCodes()] }), take)

  watch([document.version, () => source.otherCodes().join('\n')], check.look, { immediate: true, flush: 'sync' })
  watch(shown, mark)
  onScopeDispose(check.dispose)

  return { shown, counts, hasFailed, wasChecked, fix, fixAll, newest }

  function take(problems: readonly Problem[] | null): void {
    hasFailed.value = problems === null
    wasChecked.value = true
    found.value = inOrder(problems ?? [])
  }

  function mark(): void {
    document.mark(
      shown.value.open.slice(0, MAX_MARKS).map(problem => ({
        from: problem.from,
        to: problem.to,
        severity: problem.severity,
        message: problemMessage(text, problem),
      })),
    )
  }

  async function fix(wanted: Problem): Promise<boolean> {
    const nearest = await newest(wanted)
    if (nearest?.fix == null) return false
    document.applyEdits(nearest.fix.edits, 'input.fix')
    return true
  }

  async function newest(wanted: Problem): Promise<Problem | null> {
    const same = (await check.newest()).filter(problem => identityOf(problem) === identityOf(wanted))
    return same.sort((one, other) => distance(one, wanted) - distance(other, wanted))[0] ?? null
  }

  async function fixAll(rule: RuleId): Promise<void> {
    await check.newest()
    // Only here, where somebody waits for it: while typing the checker runs off this thread.
    const { checkHandler } = await import('#common/checker/check-handler')
    const options = { otherCodes: source.otherCodes() }
    const checkOpen = (text: string): readonly Problem[] =>
      splitIgnored(checkHandler(text, options), source.ignored()).open
    document.replaceText(mendRule(document.text.value, rule, checkOpen))
  }
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (one, other) =>
      SEVERITY_RANKS[one.severity] - SEVERITY_RANKS[other.severity] || one.from - other.from || one.to - other.to,
  )
}

function countBySeverity(problems: readonly Problem[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 }
  for (const { severity } of problems) counts[severity]++
  return counts
}

function distance(one: Problem, other: Problem): number {
  return Math.abs(one.from - other.from)
}
