import { isUndocumentedProvider, valuesOfProvider } from '../checker/provider'

/** What the portal knows of the payment itself, which it sends whatever the handler says (reference 4.4 to 4.6). */
export interface PaymentFacts {
  readonly paymentId: string
  readonly paySystemId: string
  readonly sum: string
  readonly currency: string
  /** Where the buyer comes back to. */
  readonly returnUrl: string
}

/** An invented payment. How a portal writes dates depends on its language, and is not documented. */
export function samplePayment(currency: string): PaymentFacts {
  return {
    paymentId: '2041',
    paySystemId: '17',
    sum: '149.9',
    currency,
    returnUrl: 'https://shop.example/orders/512/',
  }
}

/** Where a code's value comes from (reference 4.3). */
export type ValueOrigin =
  /** Taken from the order, the payment, the buyer and the like. */
  | { readonly kind: 'provided'; readonly provider: string; readonly value: string }
  /** Said by the handler itself. */
  | { readonly kind: 'fixed' }
  /** Set with each payment system. */
  | { readonly kind: 'set-there' }
  /** Its provider is none, or has no such value, so the portal finds nothing. */
  | { readonly kind: 'nothing'; readonly provider: string; readonly value: string }

/** Where a default leads; both parts are empty where there is none. */
export function originOf(provider: string, value: string): ValueOrigin {
  if (provider === '') return { kind: 'set-there' }
  if (provider === 'VALUE' || provider === 'INPUT') return { kind: 'fixed' }
  const values = valuesOfProvider(provider)
  const isFound = values?.includes(value) ?? (provider === 'PROPERTY' || isUndocumentedProvider(provider))
  return { kind: isFound ? 'provided' : 'nothing', provider, value }
}

/** A likely value of what a provider has, with those of the payment taken from its facts. */
export function providerSample(provider: string, value: string, payment: PaymentFacts): string {
  const ofPayment: Readonly<Record<string, string>> = {
    'ORDER PAY_SYSTEM_ID': payment.paySystemId,
    'ORDER CURRENCY': payment.currency,
    'ORDER PRICE': payment.sum,
    'ORDER SHOULD_PAY': payment.sum,
    'PAYMENT ID': payment.paymentId,
    'PAYMENT SUM': payment.sum,
    'PAYMENT CURRENCY': payment.currency,
    'PAYMENT PAY_SYSTEM_ID': payment.paySystemId,
  }
  const key = `${provider} ${value}`
  return own(ofPayment, key) ?? own(SAMPLES, key) ?? `${provider} ${value}`
}

/** Those that are missing, such as a return comment, are empty with a payment that was not made yet. */
const SAMPLES: Readonly<Record<string, string>> = {
  'ORDER ID': '512',
  'ORDER ACCOUNT_NUMBER': '512',
  'ORDER ORDER_TOPIC': 'Garden table, oak',
  'ORDER DATE_INSERT': '02.04.2031 10:15:00',
  'ORDER DATE_INSERT_DATE': '02.04.2031',
  'ORDER DATE_BILL': '02.04.2031 10:15:00',
  'ORDER DATE_BILL_DATE': '02.04.2031',
  'ORDER DATE_PAY_BEFORE': '16.04.2031',
  'ORDER PRICE_DELIVERY': '9.9',
  'ORDER DISCOUNT_VALUE': '0',
  'ORDER USER_ID': '31',
  'ORDER DELIVERY_ID': '3',
  'ORDER TAX_VALUE': '23.93',
  'ORDER USER_DESCRIPTION': 'Please ring twice',
  'PAYMENT ACCOUNT_NUMBER': '512/1',
  'PAYMENT DATE_BILL': '02.04.2031 10:16:00',
  'PAYMENT DATE_BILL_DATE': '02.04.2031',
  'PAYMENT PAID': 'N',
  'PAYMENT DATE_PAID': '',
  'PAYMENT PAY_VOUCHER_NUM': '',
  'PAYMENT PAY_VOUCHER_DATE': '',
  'PAYMENT DATE_PAY_BEFORE': '16.04.2031',
  'PAYMENT XML_ID': 'pay-2041',
  'PAYMENT PAY_SYSTEM_NAME': 'Card, online',
  'PAYMENT COMPANY_ID': '1',
  'PAYMENT PAY_RETURN_NUM': '',
  'PAYMENT PAY_RETURN_DATE': '',
  'PAYMENT PAY_RETURN_COMMENT': '',
  'USER ID': '31',
  'USER LOGIN': 'ida.lindqvist',
  'USER NAME': 'Ida',
  'USER SECOND_NAME': 'Maria',
  'USER LAST_NAME': 'Lindqvist',
  'USER EMAIL': 'ida.lindqvist@mail.example',
  'USER PERSONAL_PROFESSION': 'Carpenter',
  'USER PERSONAL_WWW': 'https://lindqvist.example',
  'USER PERSONAL_ICQ': '',
  'USER PERSONAL_GENDER': 'F',
  'USER PERSONAL_FAX': '',
  'USER PERSONAL_MOBILE': '+46 70 555 01 23',
  'USER PERSONAL_STREET': 'Storgatan 4',
  'USER PERSONAL_MAILBOX': '',
  'USER PERSONAL_CITY': 'Uppsala',
  'USER PERSONAL_STATE': 'Uppland',
  'USER PERSONAL_ZIP': '753 10',
  'USER PERSONAL_COUNTRY': 'Sweden',
  'USER WORK_COMPANY': 'Lindqvist Trä AB',
  'USER WORK_DEPARTMENT': 'Workshop',
  'USER WORK_POSITION': 'Owner',
  'USER WORK_WWW': 'https://tra.example',
  'USER WORK_PHONE': '+46 18 555 04 56',
  'USER WORK_FAX': '',
  'USER WORK_STREET': 'Hamnvägen 12',
  'USER WORK_MAILBOX': '',
  'USER WORK_CITY': 'Uppsala',
  'USER WORK_STATE': 'Uppland',
  'USER WORK_ZIP': '753 20',
  'USER WORK_COUNTRY': 'Sweden',
}

function own(samples: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(samples, key) ? samples[key] : undefined
}
