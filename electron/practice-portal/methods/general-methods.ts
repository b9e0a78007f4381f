import { isEmpty, isSet, PhpArray, toText, withUpperCaseKeys, type PhpValue } from '../php-value'
import { portalTime } from '../portal-time'
import type { Method, MethodCall, MethodOutcome } from './method'

/** The methods that every webhook has. */
export const generalMethods: readonly Method[] = [
  { name: 'scope', scope: null, needsAdmin: false, run: listScopes },
  { name: 'methods', scope: null, needsAdmin: false, run: listMethods },
  { name: 'method.get', scope: null, needsAdmin: false, run: describeMethod },
  { name: 'server.time', scope: null, needsAdmin: false, run: call => ({ result: portalTime(call.nowMs) }) },
  { name: 'profile', scope: null, needsAdmin: false, run: describeUser },
]

function listScopes(call: MethodCall): MethodOutcome {
  const isFull = !isEmpty(withUpperCaseKeys(call.parameters).get('FULL'))
  return { result: PhpArray.list(isFull ? scopesOf(call.methods) : call.webhook.scopes) }
}

function listMethods(call: MethodCall): MethodOutcome {
  const isWanted = methodFilter(call)
  return { result: PhpArray.list(call.methods.filter(isWanted).map(method => method.name)) }
}

/** A given `scope`, also an empty one for the general methods, counts before `full`; without both it is what is granted. */
function methodFilter(call: MethodCall): (method: Method) => boolean {
  const parameters = withUpperCaseKeys(call.parameters)
  const scope: PhpValue | undefined = parameters.get('SCOPE')
  if (isSet(scope)) return method => (method.scope ?? '') === toText(scope)
  if (!isEmpty(parameters.get('FULL'))) return () => true
  return method => method.scope === null || call.webhook.scopes.includes(method.scope)
}

/** Whether a method is there, its name in small letters, and whether the webhook's scopes allow it. */
function describeMethod(call: MethodCall): MethodOutcome {
  const name = toText(withUpperCaseKeys(call.parameters).get('NAME'))
  const method = call.methods.find(candidate => candidate.name === name)
  const isAvailable = method !== undefined && (method.scope === null || call.webhook.scopes.includes(method.scope))
  return {
    result: PhpArray.of([
      ['isExisting', method !== undefined],
      ['isAvailable', isAvailable],
    ]),
  }
}

function describeUser({ webhook }: MethodCall): MethodOutcome {
  return {
    result: PhpArray.of([
      ['ID', webhook.userId],
      ['ADMIN', webhook.isAdmin],
      ['NAME', 'Pat'],
      ['LAST_NAME', 'Practice'],
      ['PERSONAL_GENDER', ''],
      ['TIME_ZONE', ''],
    ]),
  }
}

function scopesOf(methods: readonly Method[]): string[] {
  const scopes = methods.map(method => method.scope)
  return [...new Set(scopes.filter(scope => scope !== null))]
}
