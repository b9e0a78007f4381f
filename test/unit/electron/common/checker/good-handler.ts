/** A handler as JSON that a case may change at will. */
/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- the cases break its shape on purpose */
export type LooseHandler = any

/** A handler that no rule has a word about. */
export function goodHandler(): LooseHandler {
  return {
    NAME: 'Winter fair',
    CODE: 'winter_fair',
    SORT: 100,
    SETTINGS: {
      CURRENCY: ['EUR', 'CHF'],
      CLIENT_TYPE: 'b2c',
      FORM_DATA: {
        ACTION_URI: 'https://pay.winterfair.shop/form',
        METHOD: 'POST',
        FIELDS: {
          stall: { CODE: 'STALL_ID' },
          payment: { CODE: 'PAY_ID' },
          amount: { CODE: 'PAY_SUM', VISIBLE: 'N' },
          mode: { CODE: 'WORK_MODE' },
          phone: { VISIBLE: 'Y', CODE: { NAME: 'Phone', INPUT: { TYPE: 'STRING' } } },
          receipt: { VISIBLE: 'Y', CODE: { NAME: 'Send a receipt', INPUT: { TYPE: 'Y/N' } } },
        },
      },
      CODES: {
        STALL_ID: { NAME: 'Number of the stall', DESCRIPTION: 'Stands in the contract', SORT: 100 },
        PAY_ID: {
          NAME: 'Payment id',
          SORT: 200,
          GROUP: 'PAYMENT',
          DEFAULT: { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: 'ID' },
        },
        PAY_SUM: {
          NAME: 'Amount',
          SORT: 300,
          GROUP: 'PAYMENT',
          DEFAULT: { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: 'SUM' },
        },
        WORK_MODE: {
          NAME: 'Mode',
          SORT: 400,
          INPUT: { TYPE: 'ENUM', OPTIONS: { TEST: 'Test', LIVE: 'Live' } },
          DEFAULT: { PROVIDER_KEY: 'VALUE', PROVIDER_VALUE: 'TEST' },
        },
      },
    },
  }
}
