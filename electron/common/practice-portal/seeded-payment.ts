/** The first payment of a practice portal's seed, which has a link. */
export const FIRST_SEEDED_PAYMENT_ID = 1040
