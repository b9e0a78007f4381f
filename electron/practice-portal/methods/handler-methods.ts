import { isEmpty, PhpArray, toInt, toText, withUpperCaseKeys, type PhpValue } from '../php-value'
import {
  isSameCode,
  withHandler,
  withNewHandler,
  withoutHandler,
  type Handler,
  type HandlerFields,
  type PortalState,
} from '../portal-state'
import { checkFailure, PortalError } from '../portal-error'
import { checkKnownFields, checkNewHandler, checkStorable } from './handler-checks'
import type { Method, MethodCall, MethodOutcome } from './method'

const DEFAULT_SORT = 100n
const MAX_DATABASE_INT = 2n ** 31n - 1n

/** `sale.paysystem.handler.*`; the names at the top of the parameters may be in any case, those inside SETTINGS not. */
export const handlerMethods: readonly Method[] = [
  handlerMethod('add', addHandler),
  handlerMethod('update', updateHandler),
  handlerMethod('delete', deleteHandler),
  handlerMethod('list', listHandlers),
]

function handlerMethod(verb: string, run: Method['run']): Method {
  return { name: `sale.paysystem.handler.${verb}`, scope: 'pay_system', needsAdmin: true, run }
}

function addHandler(call: MethodCall): MethodOutcome {
  const parameters = withUpperCaseKeys(call.parameters)
  checkNewHandler(parameters)
  const sort = parameters.get('SORT')
  const fields: HandlerFields = {
    name: toText(parameters.get('NAME')),
    code: toText(parameters.get('CODE')),
    sort: databaseInt(isEmpty(sort) ? DEFAULT_SORT : toInt(sort)),
    settings: parameters.get('SETTINGS') ?? null,
  }
  checkCodeIsFree(call.state.handlers, fields.code)
  checkStorable(fields, 'ERROR_HANDLER_ADD')
  const { state, id } = withNewHandler(call.state, fields)
  return { result: BigInt(id), state }
}

function updateHandler(call: MethodCall): MethodOutcome {
  const parameters = withUpperCaseKeys(call.parameters)
  const given = parameters.get('FIELDS')
  if (!(given instanceof PhpArray)) throw checkFailure('Parameter FIELDS is not defined')
  const handler = handlerOfId(call.state, parameters.get('ID'))
  const changes = changesIn(given)
  const others = call.state.handlers.filter(({ id }) => id !== handler.id)
  if (changes.code !== undefined) checkCodeIsFree(others, changes.code)
  checkKnownFields(given)
  checkStorable({ ...handler, ...changes }, 'ERROR_HANDLER_UPDATE')
  return { result: true, state: withHandler(call.state, handler.id, changes) }
}

function deleteHandler(call: MethodCall): MethodOutcome {
  const handler = handlerOfId(call.state, withUpperCaseKeys(call.parameters).get('ID'))
  if (call.state.paymentSystems.some(({ handlerCode }) => isSameCode(handlerCode, handler.code))) {
    const description = `Pay system with handler ${handler.code.toUpperCase()} exists!`
    throw new PortalError(400, 'ERROR_PAY_SYSTEM_DELETE', description)
  }
  return { result: true, state: withoutHandler(call.state, handler.id) }
}

function listHandlers({ state }: MethodCall): MethodOutcome {
  const byId = [...state.handlers].sort((one, other) => one.id - other.id)
  return { result: PhpArray.list(byId.map(handlerRow)) }
}

function handlerRow(handler: Handler): PhpArray {
  return PhpArray.of([
    ['ID', String(handler.id)],
    ['NAME', handler.name],
    ['CODE', handler.code],
    ['SORT', String(handler.sort)],
    ['SETTINGS', handler.settings],
  ])
}

/** Only what is given changes, and SETTINGS are replaced whole, whatever they are. */
function changesIn(given: PhpArray): Partial<HandlerFields> {
  const name = given.get('NAME')
  const code = given.get('CODE')
  const sort = given.get('SORT')
  const settings = given.get('SETTINGS')
  return {
    ...(name !== undefined && { name: toText(name) }),
    ...(code !== undefined && { code: toText(code) }),
    ...(sort !== undefined && { sort: databaseInt(toInt(sort)) }),
    ...(settings !== undefined && { settings }),
  }
}

function handlerOfId(state: PortalState, id: PhpValue | undefined): Handler {
  const wanted = toInt(id)
  const handler = state.handlers.find(candidate => BigInt(candidate.id) === wanted)
  if (handler === undefined) throw new PortalError(400, 'ERROR_HANDLER_NOT_FOUND', 'Handler not found')
  return handler
}

function checkCodeIsFree(handlers: readonly Handler[], code: string): void {
  if (handlers.some(handler => isSameCode(handler.code, code))) {
    throw new PortalError(400, 'ERROR_HANDLER_ALREADY_EXIST', 'Handler already exists!')
  }
}

/** The database's column is narrower than PHP's integer and keeps the nearest value it can. */
function databaseInt(value: bigint): number {
  if (value > MAX_DATABASE_INT) return Number(MAX_DATABASE_INT)
  return Number(value < -MAX_DATABASE_INT - 1n ? -MAX_DATABASE_INT - 1n : value)
}
