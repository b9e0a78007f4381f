/** The currencies of ISO 4217 that money changes hands in. Chrome knows only all that ever were, without telling which. */
export const CURRENCIES: readonly string[] = [
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP',
  'CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR',
  'IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU',
  'MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG',
  'SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV',
  'WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG',
].flatMap(line => line.split(' '))

/** A currency with its name in a language; the code itself where the language has none. */
export interface Currency {
  readonly code: string
  readonly name: string
}

export function currencies(locale: string): readonly Currency[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  return CURRENCIES.map(code => ({ code, name: names.of(code) ?? code }))
}
