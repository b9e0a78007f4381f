import { isLike, ordered } from '../list-query'
import { isSet, PhpArray, toInt, toText, type PhpValue } from '../php-value'
import { checkFailure } from '../portal-error'
import type { PaymentSystem, PortalState } from '../portal-state'

/** The fields of a payment system in a list, in the portal's order; those that tell nothing here are the same for all. */
function rowOf(system: PaymentSystem): PhpArray {
  return PhpArray.of([
    ['NAME', system.name],
    ['PSA_NAME', system.name],
    ['DESCRIPTION', system.description],
    ['ACTION_FILE', system.handlerCode],
    ['RESULT_FILE', null],
    ['NEW_WINDOW', yesOrNo(system.opensNewWindow)],
    ['PS_MODE', null],
    ['HAVE_PAYMENT', 'N'],
    ['HAVE_ACTION', 'N'],
    ['HAVE_RESULT', 'N'],
    ['HAVE_PREPAY', 'N'],
    ['HAVE_PRICE', 'N'],
    ['HAVE_RESULT_RECEIVE', 'Y'],
    ['ENCODING', null],
    ['ACTIVE', yesOrNo(system.isActive)],
    ['ALLOW_EDIT_PAYMENT', 'Y'],
    ['IS_CASH', yesOrNo(isCash(system))],
    ['AUTO_CHANGE_1C', 'N'],
    ['CAN_PRINT_CHECK', 'N'],
    ['ENTITY_REGISTRY_TYPE', system.registryType],
    ['XML_ID', system.xmlId],
    ['ID', BigInt(system.id)],
    ['PERSON_TYPE_ID', BigInt(system.personTypeId)],
    ['SORT', BigInt(system.sort)],
    ['TARIFF', null],
  ])
}

const NAMES = Array.from(
  rowOf({
    id: 0,
    name: '',
    description: '',
    handlerCode: '',
    isActive: false,
    opensNewWindow: false,
    registryType: '',
    personTypeId: 0,
    sort: 0,
    xmlId: null,
    values: [],
  }).keys(),
)
const PREFIX = /^[!=<>@%~?+*]+/

/**
 * The rows of `sale.paysystem.list`. The prefixes of a filter are dropped, as portals do: `>ID` means that very id.
 * Throws {@link PortalError}.
 */
export function paymentSystemRows(state: PortalState, parameters: PhpArray): PhpArray {
  const select = listOf(parameters.get('SELECT')).map(toText)
  const filter = entriesOf(parameters.get('FILTER')).map(([key, value]) => [key.replace(PREFIX, ''), value] as const)
  const order = entriesOf(parameters.get('ORDER'))
  checkNames(select, 'select')
  checkNames(
    filter.map(([name]) => name),
    'filter',
  )
  checkNames(
    order.map(([name]) => name),
    'order',
  )
  const rows = state.paymentSystems
    .map(rowOf)
    .filter(row => filter.every(([name, wanted]) => isMatch(row.get(name) ?? null, wanted)))
  const names = select.length === 0 ? NAMES : select
  return PhpArray.list(
    ordered(rows, parameters.get('ORDER'), 'ID').map(row =>
      PhpArray.of(names.map(name => [name, row.get(name) ?? null] as const)),
    ),
  )
}

export function isCash({ handlerCode }: PaymentSystem): boolean {
  return handlerCode === 'cash'
}

export function yesOrNo(flag: boolean): string {
  return flag ? 'Y' : 'N'
}

function checkNames(names: readonly string[], part: string): void {
  const unknown = names.find(name => !NAMES.includes(name))
  if (unknown !== undefined) throw checkFailure(`${unknown} not allowed for ${part}`)
}

function isMatch(value: PhpValue, wanted: PhpValue): boolean {
  if (wanted instanceof PhpArray) return Array.from(wanted.values()).some(one => isMatch(value, one))
  if (value === null || !isSet(wanted)) return value === null && !isSet(wanted)
  return typeof value === 'bigint' ? value === toInt(wanted) : isLike(toText(value), toText(wanted))
}

function listOf(value: PhpValue | undefined): readonly PhpValue[] {
  return value instanceof PhpArray ? Array.from(value.values()) : []
}

function entriesOf(value: PhpValue | undefined): readonly [string, PhpValue][] {
  return value instanceof PhpArray ? Array.from(value.entries()) : []
}
