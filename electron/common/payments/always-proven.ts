/** Up to so many targets of short links are proven in any case; it takes a request for each. */
export const ALWAYS_PROVEN = 50
