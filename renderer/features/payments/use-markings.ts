import type { Marking } from '#common/payments/marking.contract'
import { ipc } from '#ipc/client.ts'
import { useToldValue, type ToldValue } from '#ipc/told-value.ts'

/** The markings of all portals that go on or wait to be dismissed, as main tells of them. */
export function useMarkings(): {
  readonly markings: ToldValue<readonly Marking[]>['value']
  load: () => Promise<void>
} {
  const { value: markings, load } = useToldValue<readonly Marking[]>([], {
    ask: ipc.marking.list,
    listen: ipc.marking.changed,
  })
  return { markings, load }
}
