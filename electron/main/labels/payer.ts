import type { ListedPayment } from '#common/payments/payments.contract'

/** What tables call the one who pays. */
const PAYER = /payer|customer|client|buyer|name|плательщик|покупатель|клиент|заказчик|фио|kunde|zahler|käufer/iu

/** The payer, from the column that is called so; a portal's payments name none. */
export function payerIn(texts: ListedPayment['texts']): string | null {
  return texts.find(({ name, value }) => value !== '' && PAYER.test(name))?.value ?? null
}
