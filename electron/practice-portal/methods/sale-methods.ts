import { filtered, ordered, page, selected } from '../list-query'
import { PERSON_TYPES, type PersonType } from '../person-types'
import { PhpArray } from '../php-value'
import { PortalError } from '../portal-error'
import { paymentRow } from './payment-rows'
import type { Method, MethodCall, MethodOutcome } from './method'

/** The online store's lists; here names must be in the case they are written in. */
export const saleMethods: readonly Method[] = [
  { name: 'sale.payment.list', scope: 'sale', needsAdmin: false, run: listPayments },
  { name: 'sale.persontype.list', scope: 'sale', needsAdmin: false, run: listPersonTypes },
]

function listPayments(call: MethodCall): MethodOutcome {
  return listed('payments', () => call.state.payments.map(payment => paymentRow(call.state, payment)), call)
}

function listPersonTypes(call: MethodCall): MethodOutcome {
  return listed('personTypes', () => PERSON_TYPES.map(personTypeRow), call)
}

function listed(name: string, rowsOf: () => readonly PhpArray[], call: MethodCall): MethodOutcome {
  // These methods give a code and a status of their own to who lacks the rights.
  if (!call.webhook.isAdmin) throw new PortalError(400, '200040300010', 'Access Denied')
  const { parameters, start } = call
  const rows = ordered(filtered(rowsOf(), parameters.get('filter')), parameters.get('order'))
  return page(name, selected(rows, parameters.get('select')), start)
}

function personTypeRow({ id, name, code, sort }: PersonType): PhpArray {
  return PhpArray.of([
    ['id', BigInt(id)],
    ['name', name],
    ['code', code],
    ['sort', String(sort)],
    ['active', 'Y'],
    ['xmlId', null],
  ])
}
