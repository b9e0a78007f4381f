import { defineStore } from 'pinia'
import { computed, effectScope, shallowReactive, shallowRef, type EffectScope } from 'vue'
import type { DraftId } from '#common/drafts/drafts.contract'
import type { Portal, PortalId } from '#common/portals/portals.contract'
import { usePortalList } from '#ipc/portal-list.ts'
import { useAction } from '#ui/use-action.ts'
import { isPlanned, isReady, type PushStanding } from './push-standing'
import { usePush, type Push } from './use-push'

/** Where a push stands among others: it may also wait for those before it, or not have begun when the run was stopped. */
export type PromotionStanding = PushStanding | 'waiting' | 'not-begun'

/** How many pushes of a run ended, or did not, in which way. */
export type PromotionReport = Partial<Readonly<Record<PromotionStanding, number>>>

export type Promotion = ReturnType<typeof createPromotion>

/** The standings that stop a run from being begun: something has to be read or decided first. */
const UNDECIDED: readonly PromotionStanding[] = [
  'planning',
  'unread',
  'portal-changed',
  'no-target',
  'remembered',
  'stopped',
]
/** What can be planned again, to be tried again. */
const FAILED: readonly PromotionStanding[] = ['refused', 'lost', 'unverified', 'unread']

/**
 * The pushes to several portals, by the draft they push. One that is under way goes on when its place is left, and what
 * came of it is there when its place is gone to again.
 */
export const usePromotions = defineStore('promotions', () => {
  const promotions = shallowReactive(new Map<DraftId, Promotion>())
  return { of: (draftId: DraftId) => promotions.get(draftId) ?? null, begin, leave }

  function begin(draftId: DraftId): Promotion {
    const promotion = createPromotion(draftId)
    promotions.set(draftId, promotion)
    return promotion
  }

  /** Forgets a promotion whose place is left, unless it is under way. */
  function leave(draftId: DraftId): void {
    const promotion = promotions.get(draftId)
    if (promotion === undefined || promotion.run.isRunning.value) return
    promotion.dispose()
    promotions.delete(draftId)
  }
})

/** A draft that goes to several portals, one after another, each with its own plan and outcome. */
function createPromotion(draftId: DraftId) {
  const portals = usePortalList()
  const chosen = shallowRef<ReadonlyMap<PortalId, Push>>(new Map())
  /** Each push listens for as long as it is chosen. */
  const scopes = new Map<PortalId, EffectScope>()
  /** Those of the run that have not begun: in turn while it goes on, left over once it was stopped. */
  const queue = shallowRef<readonly Push[]>([])
  const runCount = shallowRef(0)
  const isStopping = shallowRef(false)
  const report = shallowRef<PromotionReport | null>(null)

  /** In the order of the portals, which is the order they are written in. */
  const pushes = computed(() => portals.portals.flatMap(({ id }) => chosen.value.get(id) ?? []))
  const toWrite = computed(() => pushes.value.filter(push => isReady(push.standing.value)))
  const undecided = computed(() => pushes.value.filter(push => UNDECIDED.includes(push.standing.value)))
  const unnamed = computed(() => toWrite.value.filter(push => !push.isNamed.value))
  const failed = computed(() => pushes.value.filter(push => FAILED.includes(push.standing.value)))
  const canRun = computed(() => toWrite.value.length > 0 && undecided.value.length === 0 && unnamed.value.length === 0)
  const run = useAction(async () => {
    if (!canRun.value) return
    const wanted = toWrite.value
    report.value = null
    runCount.value = wanted.length
    queue.value = wanted
    for (const push of wanted) {
      if (isStopping.value) break
      queue.value = queue.value.slice(1)
      // It keeps what went wrong to itself, so that the others go on.
      await push.apply.run()
    }
    isStopping.value = false
    report.value = countsOf(wanted.map(push => (queue.value.includes(push) ? 'not-begun' : push.standing.value)))
  })
  const underWay = computed(() =>
    run.isRunning.value ? (pushes.value.find(({ standing }) => standing.value === 'pushing') ?? null) : null,
  )
  const position = computed(() => runCount.value - queue.value.length)

  return {
    pushes,
    toWrite,
    undecided,
    unnamed,
    failed,
    canRun,
    run,
    underWay,
    position,
    runCount,
    isStopping,
    report,
    pushTo: (portalId: PortalId) => chosen.value.get(portalId) ?? null,
    standingOf,
    choose,
    planAgain,
    stop,
    dispose,
  }

  function standingOf(push: Push): PromotionStanding {
    if (!queue.value.includes(push)) return push.standing.value
    return run.isRunning.value ? 'waiting' : 'not-begun'
  }

  /** Takes a portal in, and plans for it, or takes it out. */
  function choose(portal: Portal, isChosen: boolean): void {
    const next = new Map(chosen.value)
    next.delete(portal.id)
    scopes.get(portal.id)?.stop()
    scopes.delete(portal.id)
    if (isChosen) {
      const scope = effectScope(true)
      scopes.set(portal.id, scope)
      scope.run(() => {
        const push: Push = usePush({ source: { kind: 'draft', draftId }, portal, merged: () => planOthers(push) })
        next.set(portal.id, push)
        void push.makePlan()
      })
    }
    chosen.value = next
  }

  /** Reads again for pushes that ended without being done; each has to be confirmed anew. */
  function planAgain(which: readonly Push[]): void {
    report.value = null
    queue.value = queue.value.filter(push => !which.includes(push))
    for (const push of which) void push.makePlan()
  }

  /** A merge makes another text of the draft, which the other plans have not seen. */
  function planOthers(merged: Push): void {
    planAgain(pushes.value.filter(push => push !== merged && isPlanned(push.standing.value)))
  }

  function dispose(): void {
    for (const scope of scopes.values()) scope.stop()
    scopes.clear()
  }

  /** Lets the write under way end, and begins no other. */
  function stop(): void {
    isStopping.value = true
  }
}

function countsOf(standings: readonly PromotionStanding[]): PromotionReport {
  const counts: Partial<Record<PromotionStanding, number>> = {}
  for (const standing of standings) counts[standing] = (counts[standing] ?? 0) + 1
  return counts
}
