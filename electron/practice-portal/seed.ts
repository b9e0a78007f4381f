import { decodeJson } from './php-json'
import type { Handler, Installation, Order, Payment, PortalState } from './portal-state'
import { randomText, type RandomBytes } from './random-text'
import { SEED_HANDLERS, SEED_PAYMENT_SYSTEMS } from './seed-handlers'
import { SEED_ORDERS } from './seed-orders'

const FIRST_ORDER_ID = 5001
const FIRST_PAYMENT_ID = 1040
const SECRET_LENGTH = 16
const LINK_KEY_LENGTH = 32

/** Secrets of its own for each installation; the webhook's is as long as a portal makes them. */
export function newInstallation(randomBytes: RandomBytes): Installation {
  return {
    webhookSecret: randomText(SECRET_LENGTH, randomBytes),
    linkKey: randomText(LINK_KEY_LENGTH, randomBytes),
  }
}

/** The portal as it is on its first start. */
export function seededState(installation: Installation): PortalState {
  return {
    installation,
    nextHandlerId: SEED_HANDLERS.length + 1,
    handlers: seedHandlers(),
    paymentSystems: SEED_PAYMENT_SYSTEMS,
    orders: seedOrders(),
    payments: seedPayments(),
  }
}

function seedHandlers(): Handler[] {
  return SEED_HANDLERS.map(({ settings, ...fields }, index) => {
    const stored = decodeJson(JSON.stringify(settings))
    if (stored === undefined) throw new Error(`The settings of ${fields.code} are not valid JSON`)
    return { id: index + 1, ...fields, settings: stored }
  })
}

function seedOrders(): Order[] {
  return SEED_ORDERS.map(({ title, payer, currency, language = 'en' }, index) => {
    return { id: FIRST_ORDER_ID + index, title, language, payer, currency }
  })
}

function seedPayments(): Payment[] {
  const parts = SEED_ORDERS.flatMap(({ sums, paid = 0 }, orderIndex) =>
    sums.map((sum, part) => ({ orderId: FIRST_ORDER_ID + orderIndex, part, sum, isPaid: part < paid })),
  )
  return parts.map(({ orderId, part, sum, isPaid }, index) => {
    return { id: FIRST_PAYMENT_ID + index, orderId, accountNumber: `${orderId}/${part + 1}`, sum, isPaid }
  })
}
