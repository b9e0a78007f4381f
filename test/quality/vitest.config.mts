import vue from '@vitejs/plugin-vue'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { testSessions } from '../e2e/hosts/test-sessions'

/** Two workers at most: the machines that run this have two cores, and Electron wants one of them. */
const WORKERS = 2
const LONG_MS = 60_000
/** They put something else in the place of a module, which no other test may find there. */
const ISOLATED = ['test/unit/**/*.isolated.test.ts']
/** They kill the built app again and again, wait most of their time, and hold on a busy computer too. */
const ROUNDS = ['test/e2e/rounds/*.spec.ts']

/** Each kind of test is a project of its own, so that it can be run and counted by itself. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  plugins: [vue()],
  test: {
    maxWorkers: WORKERS,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          exclude: ISOLATED,
          // A process for each of some three hundred files costs twice what the tests do.
          isolate: false,
          // The longest properties take two seconds alone, and three times that beside the type check and lint.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: { name: 'unit-isolated', include: ISOLATED },
      },
      {
        extends: true,
        test: {
          name: 'component',
          include: ['test/component/**/*.test.ts'],
          // The longest properties take five seconds on an idle machine.
          testTimeout: LONG_MS * 2,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: LONG_MS,
          hookTimeout: LONG_MS,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.spec.ts'],
          exclude: ROUNDS,
          setupFiles: ['test/e2e/hosts/enter-session.ts'],
          testTimeout: LONG_MS * 2,
          hookTimeout: LONG_MS * 2,
          maxWorkers: testSessions().length,
        },
      },
      {
        extends: true,
        test: { name: 'rounds', include: ROUNDS, fileParallelism: false },
      },
      {
        extends: true,
        test: {
          name: 'tour',
          include: ['test/e2e/tour/*.tour.ts'],
          testTimeout: LONG_MS * 5,
          hookTimeout: LONG_MS * 5,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          testTimeout: LONG_MS * 3,
          hookTimeout: LONG_MS * 10,
          fileParallelism: false,
          // Node 20 has the WebSocket that drives the installed app, and gives it only when asked.
          execArgv: ['--experimental-websocket'],
        },
      },
      {
        extends: true,
        test: {
          name: 'bench',
          include: ['test/bench/*.bench.ts'],
          testTimeout: LONG_MS * 20,
          hookTimeout: LONG_MS * 2,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'structure',
          include: ['test/structure/**/*.test.ts'],
          testTimeout: LONG_MS,
          hookTimeout: LONG_MS,
        },
      },
    ],
  },
})
