import { batchMethods } from './batch-method'
import { crmPaymentMethods } from './crm-payment-methods'
import { generalMethods } from './general-methods'
import { handlerMethods } from './handler-methods'
import type { Method } from './method'
import { payPaymentMethods } from './pay-payment-method'
import { paymentLinkMethods } from './payment-link-methods'
import { paymentSystemMethods } from './payment-system-methods'
import { paymentSystemSettingsMethods } from './payment-system-settings-methods'
import { saleMethods } from './sale-methods'

/** Every method the practice portal has; all others do not exist. */
export const METHODS: readonly Method[] = [
  ...batchMethods,
  ...generalMethods,
  ...handlerMethods,
  ...paymentSystemMethods,
  ...paymentSystemSettingsMethods,
  ...payPaymentMethods,
  ...paymentLinkMethods,
  ...saleMethods,
  ...crmPaymentMethods,
]

/** Looks for the name in small letters first, and then as it was sent. */
export function findMethod(methods: readonly Method[], name: string): Method | undefined {
  const named = (wanted: string) => methods.find(method => method.name === wanted)
  return named(name.toLowerCase()) ?? named(name)
}
