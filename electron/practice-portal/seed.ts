import { FIRST_SEEDED_PAYMENT_ID } from '#common/practice-portal/seeded-payment'
import { decodeJson } from './php-json'
import { portalMidnight, portalTime } from './portal-time'
import type { Handler, Installation, Order, Payment, PortalState } from './portal-state'
import { randomText, type RandomBytes } from './random-text'
import { SEED_HANDLERS } from './seed-handlers'
import { SEED_ORDERS } from './seed-orders'
import { SEED_PAYMENT_SYSTEMS } from './seed-payment-systems'

const FIRST_ORDER_ID = 5001
const FIRST_DEAL_ID = 701
/** The payment systems that the orders are paid through, in turns. */
const PAY_SYSTEM_IDS = [21, 22, 23]
const FIRST_PAID_MS = Date.UTC(2026, 4, 4, 6, 30)
const DAY_MS = 86_400_000
/** One payment is billed a day, at half past one at the portal, when it is yesterday further west; two weeks are left to pay it. */
const FIRST_BILLED_MS = Date.UTC(2026, 3, 30, 22, 30)
const DUE_DAYS = 14
const OWNER_ID = 1
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
  const payments = seedPayments()
  return {
    installation,
    nextHandlerId: SEED_HANDLERS.length + 1,
    handlers: seedHandlers(),
    nextPaymentSystemId: Math.max(...SEED_PAYMENT_SYSTEMS.map(({ id }) => id)) + 1,
    paymentSystems: SEED_PAYMENT_SYSTEMS,
    orders: seedOrders(),
    nextPaymentId: FIRST_SEEDED_PAYMENT_ID + payments.length,
    payments,
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
    return { id: FIRST_ORDER_ID + index, title, language, payer, currency, dealId: FIRST_DEAL_ID + index }
  })
}

function seedPayments(): Payment[] {
  const parts = SEED_ORDERS.flatMap(({ sums, paid = 0 }, orderIndex) =>
    sums.map((sum, part) => ({
      orderId: FIRST_ORDER_ID + orderIndex,
      part,
      sum,
      paySystemId: PAY_SYSTEM_IDS[orderIndex % PAY_SYSTEM_IDS.length] ?? 0,
      isPaid: part < paid,
    })),
  )
  return parts.map(({ part, ...fields }, index) => ({
    id: FIRST_SEEDED_PAYMENT_ID + index,
    accountNumber: `${fields.orderId}/${part + 1}`,
    ...fields,
    paidAt: fields.isPaid ? portalTime(FIRST_PAID_MS + index * DAY_MS) : null,
    paidBy: fields.isPaid ? OWNER_ID : null,
    billedAt: portalTime(FIRST_BILLED_MS + index * DAY_MS),
    dueAt: portalMidnight(FIRST_BILLED_MS + (index + DUE_DAYS) * DAY_MS),
  }))
}
