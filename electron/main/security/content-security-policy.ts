/**
 * The policy every page of the app is served with. While developing, the pages are allowed to reach the one server
 * that rebuilds them.
 */
export function contentSecurityPolicy(developmentUrl: string | undefined): string {
  // SECURITY: no inline script and no eval, ever. Inline styles are for the two editors, which make style elements.
  const development = developmentUrl === undefined ? '' : new URL(developmentUrl).host
  const rules: Readonly<Record<string, string>> = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'worker-src': "'self'",
    'connect-src': development === '' ? "'self'" : `'self' ws://${development} http://${development}`,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'object-src': "'none'",
  }
  return Object.entries(rules)
    .map(([rule, value]) => `${rule} ${value}`)
    .join('; ')
}
