import { isEmpty, isSet, PhpArray, toInt, valueAt, withUpperCaseKeysInside, type PhpValue } from '../php-value'
import { checkFailure, PartlyDoneError, PortalError } from '../portal-error'
import {
  handlerOfCode,
  withPaymentSystem,
  type Payment,
  type PaymentSystem,
  type PaymentSystemValue,
  type PortalState,
} from '../portal-state'
import type { Method, MethodCall, MethodOutcome } from './method'
import { changeablePaymentSystem, paymentOfSystem, paymentSystemOfId, valueOf } from './payment-system-methods'
import { providedValue } from './provided-value'

/** The values that count where a kind of payer has none of its own. */
const FOR_ALL_PAYERS = 0

export const paymentSystemSettingsMethods: readonly Method[] = [
  { name: 'sale.paysystem.settings.get', scope: 'pay_system', needsAdmin: true, run: getSettings },
  { name: 'sale.paysystem.settings.update', scope: 'pay_system', needsAdmin: true, run: updateSettings },
  { name: 'sale.paysystem.settings.payment.get', scope: 'pay_system', needsAdmin: false, run: getPaymentSettings },
]

function getSettings(call: MethodCall): MethodOutcome {
  const parameters = withUpperCaseKeysInside(call.parameters)
  for (const name of ['ID', 'PERSON_TYPE_ID']) {
    if (!isSet(parameters.get(name))) throw checkFailure(`Parameter ${name} is not defined`)
  }
  const system = changeablePaymentSystem(call.state, parameters.get('ID'), 'ERROR_CHECK_FAILURE')
  const personTypeId = Number(toInt(parameters.get('PERSON_TYPE_ID')))
  const entries = codesOf(call.state, system).map(([code, described]) => {
    const { type, value } = sourceOf(system, personTypeId, code, described)
    return [code, PhpArray.of([['TYPE', type] as const, ['VALUE', value] as const])] as const
  })
  return { result: PhpArray.of(entries) }
}

/** Changes the codes that are named and leaves the others. Those before one that is refused stay changed. */
function updateSettings(call: MethodCall): MethodOutcome {
  const parameters = withUpperCaseKeysInside(call.parameters)
  const id = parameters.get('ID')
  if (toInt(id) === 0n) throw checkFailure('Parameter ID is not defined')
  const known = paymentSystemOfId(call.state, id)
  if (known === undefined) throw checkFailure('Pay system not found')
  const settings = parameters.get('SETTINGS')
  if (!(settings instanceof PhpArray) || isEmpty(settings)) {
    throw new PortalError(400, 'ERROR_HANDLER_NOT_FOUND', 'Parameter SETTINGS is not defined or empty')
  }
  const system = changeablePaymentSystem(call.state, id, 'ERROR_CHECK_FAILURE')
  const personTypeId = Number(toInt(parameters.get('PERSON_TYPE_ID')))
  let values = system.values
  const stateWithValues = () => withPaymentSystem(call.state, system.id, { values })
  for (const [code, given] of settings.entries()) {
    if (!(given instanceof PhpArray)) {
      throw new PartlyDoneError(checkFailure(`The value of SETTINGS[${code}] is not valid`), stateWithValues())
    }
    values = withValue(values, valueOf(personTypeId, code, given))
  }
  return { result: true, state: stateWithValues() }
}

function getPaymentSettings(call: MethodCall): MethodOutcome {
  const parameters = withUpperCaseKeysInside(call.parameters)
  for (const name of ['PAYMENT_ID', 'PAY_SYSTEM_ID']) {
    if (isEmpty(parameters.get(name))) throw checkFailure(`Parameter ${name} is not defined`)
  }
  const system = paymentSystemOfId(call.state, parameters.get('PAY_SYSTEM_ID'))
  if (system === undefined) throw checkFailure('Pay system not found')
  const payment = paymentOfSystem(call.state, system, parameters.get('PAYMENT_ID'))
  return { result: PhpArray.of(valuesOfPayment(call.state, system, payment)) }
}

/** The value of each code of a payment system's handler for one payment. */
export function valuesOfPayment(
  state: PortalState,
  system: PaymentSystem,
  payment: Payment,
): readonly (readonly [code: string, value: string])[] {
  return codesOf(state, system).map(([code, described]) => {
    const source = sourceOf(system, system.personTypeId, code, described)
    return [code, providedValue(state, payment, source)]
  })
}

/** The codes of the payment system's handler, each with its description. */
function codesOf(state: PortalState, system: PaymentSystem): readonly [string, PhpValue][] {
  const codes = valueAt(handlerOfCode(state, system.handlerCode)?.settings, 'CODES')
  return codes instanceof PhpArray ? Array.from(codes.entries()) : []
}

/** Where a value comes from: what was set for the payer, or for all payers, or else what the handler says. */
function sourceOf(
  system: PaymentSystem,
  personTypeId: number,
  code: string,
  described: PhpValue,
): { type: PhpValue; value: PhpValue } {
  const setFor = (payer: number) => system.values.find(set => set.code === code && set.personTypeId === payer)
  const set = setFor(personTypeId) ?? setFor(FOR_ALL_PAYERS)
  if (set !== undefined) return { type: set.type, value: set.value }
  const preset = valueAt(described, 'DEFAULT')
  return { type: valueAt(preset, 'PROVIDER_KEY') ?? null, value: valueAt(preset, 'PROVIDER_VALUE') ?? null }
}

function withValue(values: readonly PaymentSystemValue[], value: PaymentSystemValue): readonly PaymentSystemValue[] {
  const others = values.filter(({ code, personTypeId }) => code !== value.code || personTypeId !== value.personTypeId)
  return [...others, value]
}
