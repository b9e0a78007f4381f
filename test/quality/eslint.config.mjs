import js from '@eslint/js'
import importX from 'eslint-plugin-import-x'
import vue from 'eslint-plugin-vue'
import { readdirSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { fileURLToPath } from 'node:url'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

const root = fileURLToPath(new URL('../..', import.meta.url))
const COMPONENTS = ['renderer/**/*.vue']
const CODE = ['electron/**/*.ts', 'renderer/**/*.ts', 'test/**/*.ts', 'electron.vite.config.ts', ...COMPONENTS]
/** One project with everything in it is built and checked once; the common layer's declarations contradict the page's. */
const PROJECTS = ['test/quality/tsconfig.lint.json', 'electron/common/tsconfig.json']
const SCRIPTS = ['resources/**/*.mjs', 'test/quality/*.mjs', 'test/support/*.mjs']
const SCRIPT_GLOBALS = [
  ...[
    'AbortController',
    'AbortSignal',
    'Buffer',
    'TextDecoder',
    'TextEncoder',
    'URL',
    'console',
    'fetch',
    'performance',
  ],
  ...['process', 'setImmediate', 'structuredClone'],
  ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
]

const ELECTRON = { regex: '^electron(/|$)', message: 'Only main and the preload know Electron.' }
const NODE = { regex: `^(node:|(${builtinModules.join('|')})$)`, message: 'This layer runs without Node.' }
const KEYTAR = {
  regex: '^keytar(/|$)',
  message: 'keytar can hang or crash its process, so only the keychain process has it.',
}
const VUE = { regex: '^(vue|vue-router|pinia|reka-ui)(/|$)', message: 'Only the renderer knows Vue.' }
/** Folders named for a kind of code instead of for what it does collect what belongs nowhere. */
const BANNED_FOLDER = {
  regex: '^[#.].*/(utils|helpers|shared|lib|services|types)(/|$)',
  message: 'A file is named for what it does and lives in the feature it serves.',
}

/** The packages a layer may not import. */
function packages(folder, ...walls) {
  return {
    files: [`${folder}/**`],
    rules: { 'no-restricted-imports': ['error', { patterns: [...walls, BANNED_FOLDER] }] },
  }
}

/** The folders a layer may import from, its own among them; `electron` and `renderer` are the whole of the code. */
function zones(target, allowed, message) {
  return ['electron', 'renderer'].map(from => ({
    target: `./${target}`,
    from: `./${from}`,
    except: allowed.filter(folder => folder.startsWith(`${from}/`)).map(folder => `./${folder.slice(from.length + 1)}`),
    message,
  }))
}

const COMMON = 'electron/common'
const MESSAGES_ONLY = 'Processes reach each other by messages only.'
const FEATURES = readdirSync(`${root}renderer/features`).map(name => `renderer/features/${name}`)

const LAYERS = [
  zones(COMMON, [COMMON], 'The common layer knows nobody.'),
  zones('electron/main', ['electron/main', COMMON], MESSAGES_ONLY),
  zones('electron/preload', ['electron/preload', COMMON], MESSAGES_ONLY),
  zones('electron/keychain', ['electron/keychain', COMMON], MESSAGES_ONLY),
  zones('electron/practice-portal', ['electron/practice-portal', COMMON], MESSAGES_ONLY),
  zones('electron/table-reader', ['electron/table-reader', COMMON], MESSAGES_ONLY),
  zones('electron/cli', ['electron/cli', 'electron/practice-portal', COMMON], 'A command needs no window.'),
  zones('renderer/ui', ['renderer/ui', COMMON], 'A building block knows no feature and calls nobody.'),
  zones('renderer/ipc', ['renderer/ipc', COMMON], 'The client knows no feature.'),
  zones('renderer/rasteriser', ['renderer/rasteriser', COMMON], 'The hidden page shows nothing of the app.'),
  ...FEATURES.map(feature =>
    zones(
      feature,
      [feature, 'renderer/ui', 'renderer/ipc', COMMON],
      'A feature knows no other one; app composes them.',
    ),
  ),
  zones('renderer/app', ['renderer/app', 'renderer/features', 'renderer/ui', 'renderer/ipc', COMMON], MESSAGES_ONLY),
].flat()

export default tseslint.config(
  { ignores: ['node_modules/**', 'out/**', '.types/**', 'dist/**'] },
  {
    files: SCRIPTS,
    extends: [js.configs.recommended],
    languageOptions: { globals: Object.fromEntries(SCRIPT_GLOBALS.map(name => [name, 'readonly'])) },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
  },
  {
    files: CODE,
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, vue.configs['flat/recommended']],
    plugins: { 'import-x': importX },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: PROJECTS, tsconfigRootDir: root },
    },
    settings: {
      'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts', '.vue', '.mjs', '.js'] })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      // The compiler knows what is defined.
      'no-undef': 'off',
      'no-console': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: root, zones: LAYERS }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // They cost a seventh of the time of linting: enums are refused below, and classes are few.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'A union of texts says the same.' }],
      // What has methods here is a closure and not a class, so a method taken from it goes on working.
      '@typescript-eslint/unbound-method': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/require-default-prop': 'off',
      // Prettier lays out templates; these would argue with it.
      'vue/first-attribute-linebreak': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/singleline-html-element-content-newline': 'off',
    },
  },
  {
    // Only they are parsed with another file extension: with it a project is built anew for every file.
    files: COMPONENTS,
    languageOptions: {
      parser: vueParser,
      parserOptions: {
        parser: tseslint.parser,
        extraFileExtensions: ['.vue'],
        project: ['renderer/tsconfig.json'],
      },
    },
  },
  {
    files: [...COMPONENTS, '**/*.config.ts', 'renderer/**/*.d.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    // Types that pass through a component are unknown to this parser; vue-tsc checks them.
    files: [...COMPONENTS, 'renderer/main.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-useless-default-assignment': 'off',
    },
  },
  {
    // Algorithms over texts and bytes, whose loops keep to the bounds that an index could leave.
    files: ['electron/common/json/**', 'electron/practice-portal/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // A fake has the form of what it stands for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // They share the modules that they load.
    files: ['test/unit/**/*.test.ts'],
    ignores: ['test/unit/**/*.isolated.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['mock', 'doMock'].map(property => ({
          object: 'vi',
          property,
          message: 'A test that replaces a module is named *.isolated.test.ts, and runs in a process of its own.',
        })),
      ],
    },
  },
  packages('electron/common', NODE, ELECTRON, KEYTAR, VUE),
  packages('electron/main', KEYTAR, VUE),
  packages('electron/preload', NODE, KEYTAR, VUE),
  packages('electron/keychain', ELECTRON, VUE),
  packages('electron/practice-portal', ELECTRON, KEYTAR, VUE),
  packages('electron/table-reader', ELECTRON, KEYTAR, VUE),
  packages('electron/cli', ELECTRON, KEYTAR, VUE),
  packages('renderer', NODE, ELECTRON, KEYTAR),
  packages('test'),
)
