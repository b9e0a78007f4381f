import { testSessions } from './test-sessions'

/** Each worker starts all its programs in a session of its own. */
const worker = Number(process.env['VITEST_POOL_ID'] ?? 1)
Object.assign(process.env, testSessions()[worker - 1])
