/**
 * Characters that turn the order of others round, as a part of a class of a regular expression. SECURITY: with them a text
 * could show a sum, or a file an ending, that it does not have.
 */
export const TURNING_CHARACTERS = String.raw`\u202a-\u202e\u2066-\u2069`

/** Those, and the marks that texts of scripts from right to left need and names do not, since they too move what is beside them. */
export const DIRECTION_CHARACTERS = String.raw`\u200e\u200f${TURNING_CHARACTERS}`
