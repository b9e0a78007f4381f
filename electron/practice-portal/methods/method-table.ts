import { generalMethods } from './general-methods'
import { handlerMethods } from './handler-methods'
import type { Method } from './method'
import { paymentLinkMethods } from './payment-link-methods'

/** Every method the practice portal has; all others do not exist. */
export const METHODS: readonly Method[] = [...generalMethods, ...handlerMethods, ...paymentLinkMethods]

/** Looks for the name in small letters first, and then as it was sent. */
export function findMethod(methods: readonly Method[], name: string): Method | undefined {
  const named = (wanted: string) => methods.find(method => method.name === wanted)
  return named(name.toLowerCase()) ?? named(name)
}
