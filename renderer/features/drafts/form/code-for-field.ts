/** The code that a field's name suggests: `shopId` and `shop-id` become `SHOP_ID`. */
export function codeForField(name: string): string {
  return name
    .trim()
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .replaceAll(/[^\p{L}\d]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toUpperCase()
}
