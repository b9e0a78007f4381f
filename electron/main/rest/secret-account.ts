/** What a secret opens: the employee's webhooks on one portal. */
export interface PortalAddress {
  /** Scheme, host and port, as the URL class writes them. */
  readonly origin: string
  readonly userId: number
}

/**
 * The name under which the keychain keeps the secret of an address. SECURITY: the name is the address itself, so a
 * secret can only be found for the host it was saved for, even if the list of portals was tampered with.
 */
export function secretAccount({ origin, userId }: PortalAddress): string {
  return `${origin}/rest/${userId}`
}
