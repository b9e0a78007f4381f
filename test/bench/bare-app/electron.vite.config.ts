import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { join } from 'node:path'

/** The app's own targets and minification, so that what is compared is the code and not how it was built. */
const NODE_TARGET = 'node18.15'
const PAGE_TARGET = 'chrome114'

const here = (name: string): string => join(import.meta.dirname, name)

export default defineConfig({
  main: {
    build: {
      target: NODE_TARGET,
      rolldownOptions: { input: here('main.ts'), output: { format: 'cjs', entryFileNames: 'index.js' } },
    },
  },
  preload: {
    build: {
      target: NODE_TARGET,
      externalizeDeps: false,
      rolldownOptions: { input: here('preload.ts'), output: { format: 'cjs', entryFileNames: 'index.js' } },
    },
  },
  renderer: {
    root: import.meta.dirname,
    plugins: [vue()],
    build: {
      target: PAGE_TARGET,
      minify: true,
      rolldownOptions: { input: { index: here('index.html'), editor: here('editor.html') } },
    },
  },
})
