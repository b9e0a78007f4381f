import { PERSON_TYPES } from '../person-types'
import { isEmpty, isSet, PhpArray, toInt, toText, withUpperCaseKeysInside, type PhpValue } from '../php-value'
import { accessDenied, checkFailure, PortalError } from '../portal-error'
import {
  handlerOfCode,
  withNewPaymentSystem,
  withoutPaymentSystem,
  withPaymentSystem,
  type Payment,
  type PaymentSystem,
  type PaymentSystemFields,
  type PaymentSystemValue,
  type PortalState,
} from '../portal-state'
import type { Method, MethodCall, MethodOutcome } from './method'
import { paymentSystemRows } from './payment-system-rows'

const DEFAULT_SORT = 100
const DEFAULT_REGISTRY_TYPE = 'CRM_INVOICE'

/** `sale.paysystem.*`; here the names in the parameters may be in any case at every depth. */
export const paymentSystemMethods: readonly Method[] = [
  { name: 'sale.paysystem.add', scope: 'pay_system', needsAdmin: true, run: addPaymentSystem },
  { name: 'sale.paysystem.update', scope: 'pay_system', needsAdmin: true, run: updatePaymentSystem },
  { name: 'sale.paysystem.delete', scope: 'pay_system', needsAdmin: true, run: deletePaymentSystem },
  { name: 'sale.paysystem.list', scope: 'pay_system', needsAdmin: true, run: listPaymentSystems },
]

/** The payment system of an id, when it may be changed over REST: only those that a handler sees to may. */
export function changeablePaymentSystem(
  state: PortalState,
  id: PhpValue | undefined,
  errorCode: string,
): PaymentSystem {
  const system = paymentSystemOfId(state, id)
  if (system === undefined) throw new PortalError(400, errorCode, 'Pay system not found')
  if (handlerOfCode(state, system.handlerCode) === undefined) throw accessDenied()
  return system
}

export function paymentSystemOfId(state: PortalState, id: PhpValue | undefined): PaymentSystem | undefined {
  const wanted = toInt(id)
  return state.paymentSystems.find(candidate => BigInt(candidate.id) === wanted)
}

/** The payment of an id that is to be paid through this payment system. Throws {@link PortalError}. */
export function paymentOfSystem({ payments }: PortalState, system: PaymentSystem, id: PhpValue | undefined): Payment {
  const wanted = toInt(id)
  const payment = payments.find(candidate => BigInt(candidate.id) === wanted && candidate.paySystemId === system.id)
  if (payment === undefined) {
    throw checkFailure(`Payment with ID=${toText(id)} and PAY_SYSTEM_ID=${system.id} not found`)
  }
  return payment
}

export function valueOf(personTypeId: number, code: string, given: PhpArray): PaymentSystemValue {
  return { personTypeId, code, type: toText(given.get('TYPE')), value: toText(given.get('VALUE')) }
}

function addPaymentSystem(call: MethodCall): MethodOutcome {
  const parameters = withUpperCaseKeysInside(call.parameters)
  const handlerCode = parameters.get('BX_REST_HANDLER')
  if (isEmpty(handlerCode)) throw checkFailure('Parameter BX_REST_HANDLER is not defined')
  const handler = handlerOfCode(call.state, toText(handlerCode))
  if (handler === undefined) throw handlerNotFound()
  if (isEmpty(parameters.get('NAME'))) throw checkFailure('Parameter NAME is not defined')
  const registryType = textOr(parameters.get('ENTITY_REGISTRY_TYPE'), DEFAULT_REGISTRY_TYPE)
  const personTypeId = personTypeOf(parameters.get('PERSON_TYPE_ID'), registryType)
  const xmlId = parameters.get('XML_ID')
  const { state, id } = withNewPaymentSystem(call.state, {
    name: toText(parameters.get('NAME')),
    description: toText(parameters.get('DESCRIPTION')),
    handlerCode: handler.code,
    isActive: parameters.get('ACTIVE') === 'Y',
    opensNewWindow: parameters.get('NEW_WINDOW') === 'Y',
    registryType,
    personTypeId,
    sort: DEFAULT_SORT,
    xmlId: isSet(xmlId) ? toText(xmlId) : null,
    values: newValues(personTypeId, parameters.get('SETTINGS')),
  })
  return { result: BigInt(id), state }
}

function updatePaymentSystem(call: MethodCall): MethodOutcome {
  const parameters = withUpperCaseKeysInside(call.parameters)
  const given = parameters.get('FIELDS')
  const fields = given instanceof PhpArray ? given : new PhpArray()
  const handlerCode = fields.get('BX_REST_HANDLER')
  if (isSet(handlerCode)) checkHandlerOfUpdate(call.state, toText(handlerCode))
  if (toInt(parameters.get('ID')) === 0n) throw checkFailure('Parameter ID is not defined')
  const system = changeablePaymentSystem(call.state, parameters.get('ID'), 'ERROR_PAY_SYSTEM_NOT_FOUND')
  const personTypeId = fields.get('PERSON_TYPE_ID')
  if (isSet(personTypeId)) personTypeOf(personTypeId, system.registryType)
  const changes = changesIn(fields)
  // What its table refuses is no error to a portal: the call succeeds with false.
  if (changes === null) return { result: false }
  return { result: true, state: withPaymentSystem(call.state, system.id, changes) }
}

function deletePaymentSystem(call: MethodCall): MethodOutcome {
  const id = withUpperCaseKeysInside(call.parameters).get('ID')
  if (toInt(id) === 0n) throw checkFailure('Parameter ID is not defined')
  const system = changeablePaymentSystem(call.state, id, 'ERROR_PAY_SYSTEM_NOT_FOUND')
  return { result: true, state: withoutPaymentSystem(call.state, system.id) }
}

function listPaymentSystems({ parameters, state }: MethodCall): MethodOutcome {
  return { result: paymentSystemRows(state, withUpperCaseKeysInside(parameters)) }
}

function checkHandlerOfUpdate(state: PortalState, code: string): void {
  // A code of digits alone is taken for the number of one of the portal's own handlers.
  if (/^\d+$/.test(code) || handlerOfCode(state, code) === undefined) throw handlerNotFound()
}

/** The changes that are known here, others are passed over; null when the table refuses one. */
function changesIn(fields: PhpArray): Partial<PaymentSystemFields> | null {
  const [name, description, xmlId] = ['NAME', 'DESCRIPTION', 'XML_ID'].map(key => fields.get(key))
  const [active, newWindow] = ['ACTIVE', 'NEW_WINDOW'].map(key => fields.get(key))
  const [personTypeId, handlerCode] = ['PERSON_TYPE_ID', 'BX_REST_HANDLER'].map(key => fields.get(key))
  const isActive = flagOf(active)
  const opensNewWindow = flagOf(newWindow)
  if (isActive === null || opensNewWindow === null) return null
  if (name !== undefined && toText(name) === '') return null
  return {
    ...(name !== undefined && { name: toText(name) }),
    ...(description !== undefined && { description: toText(description) }),
    ...(xmlId !== undefined && { xmlId: isSet(xmlId) ? toText(xmlId) : null }),
    ...(isActive !== undefined && { isActive }),
    ...(opensNewWindow !== undefined && { opensNewWindow }),
    ...(isSet(personTypeId) && { personTypeId: Number(toInt(personTypeId)) }),
    ...(isSet(handlerCode) && { handlerCode: toText(handlerCode) }),
  }
}

/** A flag as its column takes it; null when it does not, undefined when it is left out. */
function flagOf(value: PhpValue | undefined): boolean | null | undefined {
  if (value === undefined) return undefined
  if (value === 'Y' || value === true || value === 1n || value === '1') return true
  return value === 'N' || value === false || value === 0n || value === '0' ? false : null
}

function personTypeOf(id: PhpValue | undefined, registryType: string): number {
  const wanted = toInt(id)
  const type = PERSON_TYPES.find(candidate => BigInt(candidate.id) === wanted)
  if (type?.registryType !== registryType) {
    throw new PortalError(400, 'ERROR_PERSON_TYPE_NOT_FOUND', 'Incorrect person type id!')
  }
  return type.id
}

function newValues(personTypeId: number, settings: PhpValue | undefined): readonly PaymentSystemValue[] {
  const entries = settings instanceof PhpArray ? Array.from(settings.entries()) : []
  return entries.flatMap(([code, given]) => (given instanceof PhpArray ? [valueOf(personTypeId, code, given)] : []))
}

function textOr(value: PhpValue | undefined, fallback: string): string {
  return isEmpty(value) ? fallback : toText(value)
}

function handlerNotFound(): PortalError {
  return new PortalError(400, 'ERROR_HANDLER_NOT_FOUND', 'Handler not found')
}
