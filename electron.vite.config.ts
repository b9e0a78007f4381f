import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'

/** The oldest runtime the app must run on is Electron 25: Chrome 114 with Node 18.15. */
const NODE_TARGET = 'node18.15'
const PAGE_TARGET = 'chrome114'

/** The page has the app's own origin while it is worked on, too, so it has to be told where the server is. */
const DEVELOPMENT_PORT = 5183

export default defineConfig({
  main: {
    build: {
      target: NODE_TARGET,
      rolldownOptions: {
        input: {
          index: resolve('electron/main/index.ts'),
          keychain: resolve('electron/keychain/index.ts'),
          'practice-portal': resolve('electron/practice-portal/index.ts'),
          'table-reader': resolve('electron/table-reader/index.ts'),
          'practice-portal-cli': resolve('electron/cli/practice-portal.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'parts/[name].js' },
      },
    },
  },
  preload: {
    build: {
      target: NODE_TARGET,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [vue()],
    server: {
      port: DEVELOPMENT_PORT,
      strictPort: true,
      hmr: { protocol: 'ws', host: 'localhost', clientPort: DEVELOPMENT_PORT },
    },
    build: {
      target: PAGE_TARGET,
      minify: true,
      rolldownOptions: {
        input: { index: resolve('renderer/index.html'), rasteriser: resolve('renderer/rasteriser/index.html') },
      },
    },
  },
})
