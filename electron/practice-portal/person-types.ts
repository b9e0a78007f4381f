/** What a payment system is offered for; fixed when it is made. */
export type RegistryType = 'ORDER' | 'CRM_INVOICE' | 'CRM_QUOTE'

/** A kind of payer. Portals do not tell callers which registry it belongs to. */
export interface PersonType {
  readonly id: number
  readonly name: string
  readonly code: string
  readonly sort: number
  readonly registryType: RegistryType
}

/** The kinds of payers the practice portal knows; nothing changes them. */
export const PERSON_TYPES: readonly PersonType[] = [
  { id: 5, name: 'Private person', code: 'PRIVATE', sort: 100, registryType: 'ORDER' },
  { id: 6, name: 'Company', code: 'COMPANY', sort: 150, registryType: 'ORDER' },
  { id: 7, name: 'Private person', code: 'INVOICE_PRIVATE', sort: 100, registryType: 'CRM_INVOICE' },
  { id: 8, name: 'Company', code: 'INVOICE_COMPANY', sort: 150, registryType: 'CRM_INVOICE' },
]
