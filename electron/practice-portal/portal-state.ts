import type { PhpValue } from './php-value'

/** What belongs to this installation and outlives a reset. */
export interface Installation {
  readonly webhookSecret: string
  /** The key that payment links are derived from. */
  readonly linkKey: string
}

export interface Handler {
  readonly id: number
  readonly name: string
  readonly code: string
  readonly sort: number
  readonly settings: PhpValue
}

export interface PaymentSystem {
  readonly id: number
  readonly name: string
  readonly handlerCode: string
}

export interface Order {
  readonly id: number
  readonly title: string
  /** The language that title and payer are written in, as a BCP 47 tag. */
  readonly language: string
  readonly payer: string
  readonly currency: string
}

export interface Payment {
  readonly id: number
  readonly orderId: number
  readonly accountNumber: string
  readonly sum: number
  readonly isPaid: boolean
}

/** Everything the practice portal knows. It is never changed in place: a change makes a new state. */
export interface PortalState {
  readonly installation: Installation
  /** Ids are never given twice, as in a database that counts up. */
  readonly nextHandlerId: number
  readonly handlers: readonly Handler[]
  readonly paymentSystems: readonly PaymentSystem[]
  readonly orders: readonly Order[]
  readonly payments: readonly Payment[]
}

export type HandlerFields = Omit<Handler, 'id'>

export function withNewHandler(state: PortalState, fields: HandlerFields): { state: PortalState; id: number } {
  const id = state.nextHandlerId
  const handlers = [...state.handlers, { id, ...fields }]
  return { id, state: { ...state, nextHandlerId: id + 1, handlers } }
}

export function withHandler(state: PortalState, id: number, changes: Partial<HandlerFields>): PortalState {
  const handlers = state.handlers.map(handler => (handler.id === id ? { ...handler, ...changes } : handler))
  return { ...state, handlers }
}

export function withoutHandler(state: PortalState, id: number): PortalState {
  return { ...state, handlers: state.handlers.filter(handler => handler.id !== id) }
}

/** Whether two handler codes are one to the portal's database, which does not tell capitals from small letters. */
export function isSameCode(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
