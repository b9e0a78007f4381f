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

/** The value of one parameter of a payment system, for one kind of payer; kind 0 stands for all the others. */
export interface PaymentSystemValue {
  readonly personTypeId: number
  /** The parameter's code, in capitals. */
  readonly code: string
  /** Where the value comes from, and what it is there. */
  readonly type: string
  readonly value: string
}

export interface PaymentSystem {
  readonly id: number
  readonly name: string
  readonly description: string
  /** The handler's code, or a name of the portal's own for what no handler does. */
  readonly handlerCode: string
  readonly isActive: boolean
  readonly opensNewWindow: boolean
  readonly registryType: string
  readonly personTypeId: number
  readonly sort: number
  readonly xmlId: string | null
  readonly values: readonly PaymentSystemValue[]
}

export interface Order {
  readonly id: number
  readonly title: string
  /** The language that title and payer are written in, as a BCP 47 tag. */
  readonly language: string
  readonly payer: string
  readonly currency: string
  /** The deal that the order belongs to. */
  readonly dealId: number
}

export interface Payment {
  readonly id: number
  readonly orderId: number
  readonly accountNumber: string
  readonly sum: number
  readonly paySystemId: number
  readonly isPaid: boolean
  /** When and by which employee it was marked as paid; a moment as portals write it. */
  readonly paidAt: string | null
  readonly paidBy: number | null
  /** When it was billed, and until when it is to be paid; moments as portals write them. */
  readonly billedAt: string | null
  readonly dueAt: string | null
}

/** Everything the practice portal knows. It is never changed in place: a change makes a new state. */
export interface PortalState {
  readonly installation: Installation
  /** Ids are never given twice, as in a database that counts up. */
  readonly nextHandlerId: number
  readonly handlers: readonly Handler[]
  readonly nextPaymentSystemId: number
  readonly paymentSystems: readonly PaymentSystem[]
  readonly orders: readonly Order[]
  readonly nextPaymentId: number
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

export type PaymentSystemFields = Omit<PaymentSystem, 'id'>

export function withNewPaymentSystem(
  state: PortalState,
  fields: PaymentSystemFields,
): { state: PortalState; id: number } {
  const id = state.nextPaymentSystemId
  const paymentSystems = [...state.paymentSystems, { id, ...fields }]
  return { id, state: { ...state, nextPaymentSystemId: id + 1, paymentSystems } }
}

export function withPaymentSystem(state: PortalState, id: number, changes: Partial<PaymentSystemFields>): PortalState {
  const paymentSystems = state.paymentSystems.map(system => (system.id === id ? { ...system, ...changes } : system))
  return { ...state, paymentSystems }
}

export function withoutPaymentSystem(state: PortalState, id: number): PortalState {
  return { ...state, paymentSystems: state.paymentSystems.filter(system => system.id !== id) }
}

export type PaymentFields = Omit<Payment, 'id'>

export function withNewPayment(state: PortalState, fields: PaymentFields): { state: PortalState; id: number } {
  const id = state.nextPaymentId
  return { id, state: { ...state, nextPaymentId: id + 1, payments: [...state.payments, { id, ...fields }] } }
}

export function withPayment(state: PortalState, id: number, changes: Partial<PaymentFields>): PortalState {
  const payments = state.payments.map(payment => (payment.id === id ? { ...payment, ...changes } : payment))
  return { ...state, payments }
}

export function withoutPayment(state: PortalState, id: number): PortalState {
  return { ...state, payments: state.payments.filter(payment => payment.id !== id) }
}

/** The handler with this code; none has an empty one. */
export function handlerOfCode({ handlers }: PortalState, code: string): Handler | undefined {
  return handlers.find(handler => isSameCode(handler.code, code))
}

/** Whether two handler codes are one to the portal's database, which does not tell capitals from small letters. */
export function isSameCode(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
