import type { FaultDescription } from '#common/practice-portal/fault-description'
import type { FaultTarget } from './faults'
import type { MethodFault } from './method-faults'
import type { PortalState } from './portal-state'

/** What strikes, from its description. */
export function describedFault(description: FaultDescription): FaultTarget {
  switch (description.kind) {
    case 'wrong-link':
    case 'short-link-elsewhere':
    case 'damaged-qr':
    case 'unconfirmed-phone':
      return { on: 'payment', kind: description.kind, paymentId: description.paymentId }
    default:
      return {
        on: 'method',
        methodName: description.methodName?.toLowerCase() ?? null,
        fault: methodFault(description),
      }
  }
}

type OnMethod = Exclude<FaultDescription, { readonly paymentId?: number | undefined }>

function methodFault(description: OnMethod): MethodFault {
  switch (description.kind) {
    case 'expired-credential':
      return { kind: 'error', code: 'expired_token' }
    case 'handler-changed':
      return { kind: 'change-before', change: state => withHandlersChanged(state, description.handlerId) }
    default:
      return description
  }
}

function withHandlersChanged(state: PortalState, id: number | undefined): PortalState {
  const handlers = state.handlers.map(handler =>
    id === undefined || handler.id === id ? { ...handler, sort: handler.sort + 1 } : handler,
  )
  return { ...state, handlers }
}
