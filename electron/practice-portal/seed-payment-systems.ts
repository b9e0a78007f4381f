import type { PaymentSystem } from './portal-state'

const COMMON = { description: '', isActive: true, opensNewWindow: false, registryType: 'ORDER', sort: 100 } as const

/** One for cash, which the portal itself sees to, and one for each handler, with values. */
export const SEED_PAYMENT_SYSTEMS: readonly PaymentSystem[] = [
  { ...COMMON, id: 20, name: 'Cash', handlerCode: 'cash', personTypeId: 5, xmlId: null, values: [] },
  {
    ...COMMON,
    id: 21,
    name: 'Bank card',
    description: 'Visa and Mastercard through Northbank',
    handlerCode: 'northbank_form',
    personTypeId: 5,
    xmlId: 'northbank_card',
    values: [
      { personTypeId: 5, code: 'NB_SHOP_ID', type: 'VALUE', value: '204417' },
      { personTypeId: 5, code: 'NB_SHOP_KEY', type: 'VALUE', value: 'not-a-real-key' },
      { personTypeId: 5, code: 'NB_WORK_MODE', type: 'INPUT', value: 'TEST' },
    ],
  },
  {
    ...COMMON,
    id: 22,
    name: 'Lumen Pay',
    handlerCode: 'lumen_checkout',
    personTypeId: 5,
    sort: 200,
    xmlId: null,
    values: [
      { personTypeId: 0, code: 'LUMEN_MERCHANT', type: 'VALUE', value: 'Corner shop' },
      { personTypeId: 5, code: 'LUMEN_TOKEN', type: 'VALUE', value: 'not-a-real-token' },
      { personTypeId: 5, code: 'LUMEN_SET_PAID', type: 'INPUT', value: 'N' },
    ],
  },
  {
    ...COMMON,
    id: 23,
    name: 'Касса «Гавань»',
    handlerCode: 'harbour_iframe',
    isActive: false,
    opensNewWindow: true,
    personTypeId: 6,
    sort: 300,
    xmlId: null,
    values: [{ personTypeId: 6, code: 'HARBOUR_ACCOUNT', type: 'VALUE', value: '40-771' }],
  },
]
