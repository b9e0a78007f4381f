import { computed, onScopeDispose, shallowRef } from 'vue'
import type { HandlerId } from '#common/handlers/handlers.contract'
import { isNameTyped } from '#common/portals/is-name-typed'
import type { Portal } from '#common/portals/portals.contract'
import type { MergeSide, PushOutcome, PushPlan, PushSource } from '#common/push/push.contract'
import { ipc } from '#ipc/client.ts'
import { useSettings } from '#ipc/settings.ts'
import { useLoading } from '#ui/loading.ts'
import { useAction } from '#ui/use-action.ts'
import { isReady, standingOf } from './push-standing'

/** What is pushed, and to which portal, whichever is the current one. */
export interface PushAim {
  readonly source: PushSource
  readonly portal: Portal
  /** Is told when a merge made another text of what is pushed. */
  readonly merged?: () => void
}

export type Push = ReturnType<typeof usePush>

/** One push to one portal: its plan, what is decided about it, and what came of it. Nothing is read before `makePlan`. */
export function usePush({ source, portal, merged }: PushAim) {
  const settings = useSettings()
  const { state, load } = useLoading<PushPlan>()
  const chosenTarget = shallowRef<HandlerId | 'new' | null>(null)
  /** By the ids of the problems; they are decided on anew with each plan. */
  const overruled = shallowRef<readonly string[]>([])
  /** What was typed to confirm this plan, where the name of the portal is asked for. */
  const typedName = shallowRef('')
  const outcome = shallowRef<PushOutcome | null>(null)
  const isCopied = shallowRef(false)

  const plan = computed(() => (state.value.status === 'ready' ? state.value.value : null))
  const isToWrite = computed(() => plan.value !== null && isReady(plan.value.state))
  const handlerId = computed(() => plan.value?.target?.id ?? null)
  const openErrors = computed(
    () =>
      plan.value?.problems.filter(({ id, severity }) => severity === 'error' && !overruled.value.includes(id)) ?? [],
  )

  const isNameAsked = computed(() => settings.asksNameOf(portal))
  const isNamed = computed(() => !isNameAsked.value || isNameTyped(typedName.value, portal.title))
  const canApply = computed(() => isToWrite.value && openErrors.value.length === 0 && isNamed.value)
  const apply = useAction(async () => {
    if (!canApply.value) return
    outcome.value = await write()
  })
  const standing = computed(() =>
    standingOf({
      state: state.value,
      hasOpenErrors: openErrors.value.length > 0,
      isPushing: apply.isRunning.value,
      outcome: outcome.value,
      error: apply.error.value,
    }),
  )
  const accept = useAction(async () => {
    await ipc.push.acceptPortal(seen())
    await makePlan()
  })
  const merge = useAction(async (choices: MergeSide[]) => {
    await ipc.push.merge({ ...seen(), choices })
    merged?.()
    await makePlan()
  })
  const copy = useAction(async () => {
    await ipc.push.copyRequest({ source, handlerId: handlerId.value })
    isCopied.value = true
  })
  const isBusy = computed(() => [apply, accept, merge].some(action => action.isRunning.value))
  const errors = computed(() => [accept, merge, apply].map(action => action.error.value).filter(Boolean))

  const planOnceOnline = (): void => {
    if (plan.value?.asOf != null) void makePlan()
  }
  window.addEventListener('online', planOnceOnline)
  onScopeDispose(() => window.removeEventListener('online', planOnceOnline), true)

  return {
    portal,
    isRestore: source.kind === 'backup',
    state,
    plan,
    overruled,
    openErrors,
    typedName,
    isNameAsked,
    isNamed,
    standing,
    isToWrite,
    canApply,
    outcome,
    isCopied,
    isBusy,
    errors,
    apply,
    accept,
    merge,
    copy,
    choose,
    overrule,
    typeName,
    makePlan,
  }

  async function choose(target: HandlerId | 'new'): Promise<void> {
    chosenTarget.value = target
    await makePlan()
  }

  function overrule(ids: readonly string[]): void {
    overruled.value = ids
  }

  function typeName(name: string): void {
    typedName.value = name
  }

  async function makePlan(): Promise<void> {
    apply.clear()
    accept.clear()
    merge.clear()
    outcome.value = null
    overruled.value = []
    typedName.value = ''
    isCopied.value = false
    const isNew = chosenTarget.value === 'new'
    const target = chosenTarget.value === 'new' ? null : chosenTarget.value
    await load(() => ipc.push.plan({ source, portalId: portal.id, handlerId: target, isNew }))
  }

  function write(): Promise<PushOutcome> {
    const decided = [...overruled.value]
    if (plan.value?.state !== 'new') return ipc.push.apply({ ...seen(), overruled: decided })
    const { fingerprint } = plan.value
    return ipc.push.add({ source, portalId: portal.id, fingerprint, overruled: decided })
  }

  /** Exactly what the person has seen, so that nothing else can be written. */
  function seen(): Parameters<typeof ipc.push.acceptPortal>[0] {
    if (plan.value === null || handlerId.value === null) throw new Error('Nothing is planned')
    return { source, portalId: portal.id, handlerId: handlerId.value, fingerprint: plan.value.fingerprint }
  }
}
