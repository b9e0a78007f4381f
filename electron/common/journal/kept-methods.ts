import type { NotKept } from './journal.contract'

/** Of several calls in one only the names of their methods are kept, and how they ended. */
export const BATCH = 'batch'

/** What may be kept of the calls of a method: everything but what looks like a secret, or nothing, and why. */
export interface Keeping {
  readonly request: 'kept' | NotKept
  readonly answer: 'kept' | NotKept
  /** Parameters with a shop's secrets, whose values are left out. */
  readonly hidden: readonly string[]
}

const WHOLE: Keeping = { request: 'kept', answer: 'kept', hidden: [] }
const ABOUT_PEOPLE: Keeping = { ...WHOLE, answer: 'personal' }

/**
 * SECURITY: a list of what is kept and not of what is left out, so that a method nobody thought of keeps nothing. Names in
 * lower case, as portals take them in any.
 */
const METHODS: ReadonlyMap<string, Keeping> = new Map([
  ...all(WHOLE, '', 'scope server.time feature.get method.get methods app.info user.admin'),
  ...all(ABOUT_PEOPLE, '', 'profile user.current'),
  ...all({ ...ABOUT_PEOPLE, request: 'personal' }, 'user.', 'get search'),
  ...all(WHOLE, 'sale.paysystem.handler.', 'list add update delete'),
  ...all(WHOLE, 'sale.paysystem.', 'list delete pay.payment pay.invoice'),
  ...all({ ...WHOLE, hidden: ['SETTINGS'] }, 'sale.paysystem.', 'add update'),
  ...all(
    { request: 'shop-settings', answer: 'shop-settings', hidden: [] },
    'sale.paysystem.settings.',
    'get update payment.get invoice.get',
  ),
  ...all(WHOLE, '', 'sale.persontype.list sale.persontype.add crm.persontype.list crm.persontype.fields'),
  ...all(WHOLE, 'sale.payment.', 'list get add update delete getfields'),
  ...all(WHOLE, 'crm.item.payment.', 'list get add update delete pay unpay'),
  ...all(WHOLE, 'crm.item.payment.product.', 'list add delete setquantity'),
  ...all(WHOLE, 'crm.item.payment.delivery.', 'list add delete setdelivery'),
  ...all(WHOLE, 'crm.orderentity.', 'list add deletebyfilter getfields'),
  ...all(WHOLE, '', 'crm.item.productrow.list'),
  ...all(ABOUT_PEOPLE, '', 'crm.item.list crm.item.get sale.order.list sale.order.get'),
  ...all({ ...WHOLE, answer: 'payment-link' }, 'salescenter.payment.', 'getpublicurl'),
  ...all(WHOLE, '', BATCH),
])

const UNKNOWN: Keeping = { request: 'unknown-method', answer: 'unknown-method', hidden: [] }

export function keepingOf(method: string): Keeping {
  return METHODS.get(method.toLowerCase()) ?? UNKNOWN
}

function all(keeping: Keeping, prefix: string, names: string): [string, Keeping][] {
  return names.split(' ').map(name => [`${prefix}${name}`, keeping])
}
