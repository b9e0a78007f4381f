/** One handler for each mode, as their SETTINGS would be sent in JSON. All names and addresses are invented. */
export const SEED_HANDLERS = [
  {
    name: 'Northbank card form',
    code: 'northbank_form',
    sort: 100,
    settings: {
      CURRENCY: ['EUR', 'USD'],
      CLIENT_TYPE: 'b2c',
      FORM_DATA: {
        ACTION_URI: 'https://pay.example.com/northbank/form',
        METHOD: 'POST',
        FIELDS: {
          shop: { CODE: 'NB_SHOP_ID' },
          payment: { CODE: 'NB_PAYMENT_ID' },
          amount: { CODE: 'NB_AMOUNT' },
          currency: { CODE: 'NB_CURRENCY' },
          mode: { CODE: 'NB_WORK_MODE' },
          email: { CODE: 'NB_BUYER_EMAIL', VISIBLE: 'Y' },
          phone: { VISIBLE: 'Y', CODE: { NAME: 'Phone', INPUT: { TYPE: 'STRING' } } },
          receipt: { VISIBLE: 'Y', CODE: { NAME: 'Send a receipt by e-mail', INPUT: { TYPE: 'Y/N' } } },
        },
      },
      CODES: {
        NB_SHOP_ID: { NAME: 'Shop number', DESCRIPTION: 'Stands in the contract with the bank', SORT: 100 },
        NB_SHOP_KEY: { NAME: 'Shop key', DESCRIPTION: 'From the bank’s own settings', SORT: 200 },
        NB_PAYMENT_ID: {
          NAME: 'Payment id',
          SORT: 300,
          GROUP: 'PAYMENT',
          DEFAULT: { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: 'ID' },
        },
        NB_AMOUNT: {
          NAME: 'Amount',
          SORT: 400,
          GROUP: 'PAYMENT',
          DEFAULT: { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: 'SUM' },
        },
        NB_CURRENCY: {
          NAME: 'Currency',
          SORT: 500,
          GROUP: 'PAYMENT',
          DEFAULT: { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: 'CURRENCY' },
        },
        NB_BUYER_EMAIL: {
          NAME: 'Buyer’s e-mail',
          SORT: 600,
          DEFAULT: { PROVIDER_KEY: 'USER', PROVIDER_VALUE: 'EMAIL' },
        },
        NB_WORK_MODE: {
          NAME: 'Mode',
          SORT: 700,
          INPUT: { TYPE: 'ENUM', OPTIONS: { TEST: 'Test', LIVE: 'Live' } },
        },
      },
    },
  },
  {
    name: 'Lumen Pay checkout',
    code: 'lumen_checkout',
    sort: 200,
    settings: {
      CURRENCY: ['EUR'],
      CLIENT_TYPE: 'b2c',
      CHECKOUT_DATA: {
        ACTION_URI: 'https://checkout.example.com/lumen/create',
        FIELDS: {
          merchant: { CODE: 'LUMEN_MERCHANT' },
          token: { CODE: 'LUMEN_TOKEN' },
          invoice: { CODE: 'LUMEN_INVOICE' },
        },
      },
      CODES: {
        LUMEN_MERCHANT: { NAME: 'Merchant', DESCRIPTION: 'Name of the shop at Lumen Pay', SORT: '100' },
        LUMEN_TOKEN: { NAME: 'Token', DESCRIPTION: 'Opens the shop, keep it to yourself', SORT: '200' },
        LUMEN_INVOICE: {
          NAME: 'Invoice number',
          SORT: '300',
          GROUP: 'PAYMENT',
          DEFAULT: { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: 'ACCOUNT_NUMBER' },
        },
        LUMEN_SET_PAID: { NAME: 'Mark paid when Lumen Pay says so', SORT: '400', INPUT: { TYPE: 'Y/N' } },
      },
    },
  },
  {
    name: 'Касса «Гавань» (iframe)',
    code: 'harbour_iframe',
    sort: 300,
    settings: {
      CURRENCY: ['EUR', 'USD'],
      CLIENT_TYPE: 'b2b',
      IFRAME_DATA: {
        ACTION_URI: 'https://frame.example.net/harbour/widget',
        FIELDS: {
          account: { CODE: 'HARBOUR_ACCOUNT' },
          order: { CODE: 'HARBOUR_ORDER' },
          total: { CODE: 'HARBOUR_TOTAL' },
        },
      },
      CODES: {
        HARBOUR_ACCOUNT: { NAME: 'Номер счёта', DESCRIPTION: 'Из договора с кассой', SORT: 10 },
        HARBOUR_ORDER: {
          NAME: 'Номер заказа',
          SORT: 20,
          GROUP: 'PAYMENT',
          DEFAULT: { PROVIDER_KEY: 'ORDER', PROVIDER_VALUE: 'ACCOUNT_NUMBER' },
        },
        HARBOUR_TOTAL: {
          NAME: 'Сумма',
          SORT: 30,
          GROUP: 'PAYMENT',
          DEFAULT: { PROVIDER_KEY: 'ORDER', PROVIDER_VALUE: 'SHOULD_PAY' },
        },
      },
    },
  },
] as const
