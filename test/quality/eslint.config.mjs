import js from '@eslint/js'
import importX from 'eslint-plugin-import-x'
import vue from 'eslint-plugin-vue'
import { resolve } from 'node:path'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

const root = resolve(import.meta.dirname, '../..')
const CODE = ['electron/**/*.ts', 'renderer/**/*.{ts,vue}', 'test/**/*.ts', 'electron.vite.config.ts']

/** Folders named for a kind of code instead of for what it does collect what belongs nowhere. */
const BANNED_FOLDERS = ['utils', 'helpers', 'shared', 'lib', 'services', 'types'].map(name => `**/${name}/**`)

/** One layer's walls: what its files may not import, and why. */
function layer(files, ...walls) {
  return {
    files: [files].flat(),
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...walls.map(([group, message]) => ({ group: [group].flat(), message })),
            { group: BANNED_FOLDERS, message: 'A file is named for what it does and lives in the feature it serves.' },
          ],
        },
      ],
    },
  }
}

const NODE = [['node:*'], 'This layer runs without Node.']
const ELECTRON = [['electron', 'electron/*'], 'Only main and the preload know Electron.']
const MAIN = [['**/main/**'], 'Nothing but its own process imports main.']
const KEYTAR = [['keytar'], 'keytar can hang or crash its process, so only the keychain process has it.']

export default tseslint.config(
  { ignores: ['node_modules/**', 'out/**', '.types/**', 'dist/**'] },
  {
    files: ['resources/**/*.mjs', 'test/quality/*.mjs'],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        ['console', 'process', 'URL', 'Buffer', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'fetch', 'AbortSignal', 'AbortController', 'performance', 'TextDecoder', 'TextEncoder', 'setImmediate', 'structuredClone'].map(name => [name, 'readonly']),
      ),
    },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
  },
  {
    files: CODE,
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, vue.configs['flat/recommended']],
    plugins: { 'import-x': importX },
    languageOptions: {
      parser: vueParser,
      parserOptions: {
        parser: tseslint.parser,
        extraFileExtensions: ['.vue'],
        project: [
          'electron/*/tsconfig.json',
          'renderer/tsconfig.json',
          'test/tsconfig.json',
        ],
        tsconfigRootDir: root,
      },
    },
    settings: {
      'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts', '.vue', '.mjs', '.js'] })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      'no-undef': 'off',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidOperator: true }],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      // Prettier lays out templates; these would argue with it.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/require-default-prop': 'off',
    },
  },
  { files: ['renderer/**/*.vue', '**/*.config.ts', 'renderer/**/*.d.ts'], rules: { 'import-x/no-default-export': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  layer('electron/common/**', NODE, ELECTRON, MAIN, KEYTAR, [['vue', 'pinia', '#ui/**', '#ipc/**', '**/renderer/**'], 'The common layer knows no window.']),
  layer('electron/main/**', KEYTAR, [['**/preload/**', '**/keychain/index', '**/practice-portal/*.js', '**/renderer/**', 'vue', 'pinia', '#ui/**', '#ipc/**'], 'Main reaches the other processes by messages only.']),
  layer('electron/preload/**', NODE, MAIN, KEYTAR),
  layer('electron/keychain/**', ELECTRON, MAIN),
  layer('electron/practice-portal/**', ELECTRON, MAIN, KEYTAR),
  layer('electron/cli/**', ELECTRON, MAIN, KEYTAR),
  layer('renderer/ui/**', NODE, ELECTRON, MAIN, KEYTAR, [['**/features/**', '**/app/**', '#ipc/**'], 'A building block knows no feature and calls nobody.']),
  layer('renderer/ipc/**', NODE, ELECTRON, MAIN, KEYTAR, [['**/features/**', '**/app/**'], 'The client knows no feature.']),
  layer('renderer/features/**', NODE, ELECTRON, MAIN, KEYTAR, [['**/features/**', '../../app/**', '../../../app/**'], 'A feature knows no other one; app composes them.'], [
    ['drafts', 'handlers', 'payments', 'portals', 'push', 'settings'].flatMap(name => [`../${name}/**`, `../../${name}/**`, `../../../${name}/**`]),
    'A feature knows no other one; app composes them.',
  ]),
  layer('renderer/app/**', NODE, ELECTRON, MAIN, KEYTAR),
)
