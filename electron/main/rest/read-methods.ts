/** What only reads. A method that is not known to read counts as a write, so a batch does too. */
const READS = /^(?:profile|scope|server\.time|methods|feature\.get|(?:[a-z0-9]+\.)+(?:list|get|getpublicurl|fields))$/i

/** Whether a method of the REST API changes nothing, so that sending it twice does no harm. */
export function isRead(method: string): boolean {
  return READS.test(method)
}
