import type { ListedPayment } from '#common/payments/payments.contract'

/** What tables call the one who pays. */
const PAYER = /payer|customer|client|buyer|плательщик|покупатель|клиент|заказчик|фио|kunde|zahler|käufer/iu
/** What is called by nothing but this is a person's; of a product, a file or an order there are names too. */
const BARE_NAME = /^(?:(?:full|first|last)[\s_-]?)?name$/iu
/** What tables have of the one who pays besides the name. */
const NO_NAME =
  /nummer|номер|№|mail|почт|phone|телефон|address|адрес|adresse|(?:^|\P{L})(?:id|ид|no|nr|number)(?:$|\P{L})/iu

/** The payer, from the column that is called so; a portal's payments name none. */
export function payerIn(texts: ListedPayment['texts']): string | null {
  const named = (pattern: RegExp) =>
    texts.find(({ name, value }) => value !== '' && pattern.test(name.trim()) && !NO_NAME.test(name))
  return (named(PAYER) ?? named(BARE_NAME))?.value ?? null
}
