import { parseJson, printJson } from '#common/json/json-value'

/** A handler with every kind of part, each nested as deep as handlers are. */
export const HANDLER_JSON = `{"NAME":"Orchard Pay","CODE":"orchard_pay","SORT":150,"SETTINGS":{"CURRENCY":["EUR","CHF"],"CLIENT_TYPE":"b2b","FORM_DATA":{"ACTION_URI":"https://pay.orchard.example/start","METHOD":"POST","FIELDS":{"phone":{"VISIBLE":"Y","CODE":{"NAME":"Phone","INPUT":{"TYPE":"STRING"}}},"shop":{"CODE":"ORCHARD_SHOP"}}},"CODES":{"ORCHARD_SHOP":{"NAME":"Shop","DESCRIPTION":"Number of the shop","SORT":"100"},"ORCHARD_SUM":{"NAME":"Sum","SORT":"200","GROUP":"PAYMENT","DEFAULT":{"PROVIDER_KEY":"PAYMENT","PROVIDER_VALUE":"SUM"}},"ORCHARD_MODE":{"NAME":"Mode","SORT":"300","INPUT":{"TYPE":"ENUM","OPTIONS":{"TEST":"Trial","LIVE":"Live"}}}}}}`

const parsed = parseJson(HANDLER_JSON)
export const HANDLER_TEXT = parsed.ok ? `${printJson(parsed.value)}\n` : ''

export const TOKEN = 'f3a9c05e77d14b20a86e'

const PLAIN: unknown = JSON.parse(HANDLER_JSON)

type Written = Readonly<{
  object: [string, string]
  list: [string, string]
  key: (key: string) => string
  quote: string
}>

/** Writes the handler's values in a notation that differs in its brackets, keys and quotes. */
export function written(how: Written, value: unknown = PLAIN, margin = ''): string {
  const inner = `${margin}  `
  if (Array.isArray(value)) return how.list[0] + value.map(item => written(how, item, inner)).join(', ') + how.list[1]
  if (typeof value === 'string') return how.quote + value + how.quote
  if (typeof value !== 'object' || value === null) return String(value)
  const entries = Object.entries(value).map(([key, item]) => `${inner}${how.key(key)}${written(how, item, inner)},\n`)
  return `${how.object[0]}\n${entries.join('')}${margin}${how.object[1]}`
}

export const SCRIPT_LITERAL = written({ object: ['{', '}'], list: ['[', ']'], key: key => `${key}: `, quote: "'" })
export const PYTHON_LITERAL = written({ object: ['{', '}'], list: ['[', ']'], key: key => `'${key}': `, quote: "'" })
export const PHP_LITERAL = written({ object: ['[', ']'], list: ['[', ']'], key: key => `'${key}' => `, quote: "'" })
export const LONG_PHP_LITERAL = written({
  object: ['array(', ')'],
  list: ['array(', ')'],
  key: key => `"${key}" => `,
  quote: '"',
})
export const GO_LITERAL = written({
  object: ['map[string]interface{}{', '}'],
  list: ['[]string{', '}'],
  key: key => `"${key}": `,
  quote: '"',
})
const SHORT_GO_LITERAL = written({
  object: ['map[string]any{', '}'],
  list: ['[]any{', '}'],
  key: key => `"${key}": `,
  quote: '"',
})

/** The handler's fields as a form has them, name and value. */
export const FORM_FIELDS = fieldsOf(PLAIN, '')
const ENCODED_FIELDS = FORM_FIELDS.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)

function fieldsOf(value: unknown, name: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]]
  return Object.entries(value).flatMap(([key, item]) => fieldsOf(item, name === '' ? key : `${name}[${key}]`))
}

const METHOD = 'sale.paysystem.handler.add'
const ADDRESS = `https://orchard.example/rest/USER/HOOK/${METHOD}.json`

/** Texts that hold the one handler, by what they are; the form is what they are to be named. */
export const SOURCES: readonly (readonly [what: string, form: string, text: string])[] = [
  ['JSON in one line', 'json', HANDLER_JSON],
  ['JSON over lines', 'json', HANDLER_TEXT],
  ['JSON with a byte order mark and Windows line ends', 'json', `\uFEFF${HANDLER_TEXT.replaceAll('\n', '\r\n')}`],
  ['JSON with comments and trailing commas', 'json', withComments(HANDLER_TEXT)],
  ['JSON with single quotes', 'json', HANDLER_TEXT.replaceAll('"', "'")],
  ['JSON with bare keys', 'json', SCRIPT_LITERAL],
  ['JSON with line numbers', 'json', numbered(HANDLER_TEXT)],
  ['JSON quoted in a reply', 'json', HANDLER_TEXT.replaceAll(/^/gm, '> ')],
  ['JSON with no-break spaces', 'json', HANDLER_TEXT.replaceAll('  ', '\u00A0\u00A0')],
  ['curl with single quotes', 'curl', `curl -X POST -H 'Accept: application/json' -d '${HANDLER_JSON}' ${ADDRESS}`],
  [
    'curl over lines',
    'curl',
    `curl -X POST \\\n  -H "Accept: application/json" \\\n  --data-raw '${HANDLER_TEXT}' \\\n  '${ADDRESS}'\n`,
  ],
  ['curl with double quotes', 'curl', `curl --data "${HANDLER_JSON.replaceAll('"', '\\"')}" "${ADDRESS}"`],
  [
    'curl of Windows',
    'curl',
    `curl.exe -X POST ^\r\n  -d "${HANDLER_JSON.replaceAll('"', '\\"')}" ^\r\n  "${ADDRESS}"`,
  ],
  ['curl with ANSI-C quotes', 'curl', `curl -d $'${HANDLER_JSON.replace('Shop', 'Sh\\x6fp')}' ${ADDRESS}`],
  [
    'curl with form fields',
    'curl',
    `curl ${FORM_FIELDS.map(([name, value]) => `-d '${name}=${value}'`).join(' \\\n  ')} ${ADDRESS}`,
  ],
  ['curl with encoded form fields', 'curl', `curl --data "${ENCODED_FIELDS.join('&')}" ${ADDRESS}`],
  [
    'curl that encodes form fields',
    'curl',
    `curl -G ${ADDRESS} ${FORM_FIELDS.map(([name, value]) => `--data-urlencode "${name}=${value}"`).join(' ')}`,
  ],
  ['an address', 'curl', `GET ${ADDRESS}?${ENCODED_FIELDS.join('&')} HTTP/1.1`],
  [
    'a call of BX24',
    'javascript',
    `BX24.callMethod(\n  "${METHOD}",\n  ${HANDLER_TEXT},\n  function (result) {\n    console.info(result.data())\n  }\n);`,
  ],
  [
    'a call with bare keys',
    'javascript',
    `const answer = await $b24.callMethod('${METHOD}', ${SCRIPT_LITERAL})\nconsole.log(answer)`,
  ],
  [
    'an action',
    'javascript',
    `await $b24.actions.v2.call.make({ method: '${METHOD}', params: ${SCRIPT_LITERAL}, requestId: 'one' })`,
  ],
  ['an object of TypeScript', 'javascript', `export const handler = ${SCRIPT_LITERAL} as const satisfies Handler;`],
  ['template strings', 'javascript', `const handler = ${SCRIPT_LITERAL.replaceAll("'", '`')};`],
  [
    'joined strings',
    'javascript',
    `const handler = ${SCRIPT_LITERAL.replace("'Orchard Pay'", "'Orchard ' +\n    'Pay'")};`,
  ],
  ['CRest', 'php', `$result = CRest::call(\n  '${METHOD}',\n  ${PHP_LITERAL}\n);\nprint_r($result);`],
  ['long arrays of PHP', 'php', `$handler = ${LONG_PHP_LITERAL};\n$result = CRest::call('${METHOD}', $handler);`],
  ['the core of the PHP SDK', 'php', `$b24->core->call(\n'${METHOD}',\n${PHP_LITERAL})->getResponseData();`],
  [
    'a service of the PHP SDK',
    'php',
    `$b24->getPaysystemScope()->handler()->add('Orchard Pay', 'orchard_pay', ${written({ object: ['[', ']'], list: ['[', ']'], key: key => `'${key}' => `, quote: "'" }, (PLAIN as { SETTINGS: unknown }).SETTINGS)}, 150);`,
  ],
  ['maps of Go', 'go', `res, err := client.Call("${METHOD}", ${GO_LITERAL})\nif err != nil {\n\tlog.Fatal(err)\n}`],
  ['short maps of Go', 'go', `params := ${SHORT_GO_LITERAL}`],
  [
    'a dict of Python',
    'python',
    `from fast_bitrix24 import Bitrix\nb = Bitrix(hook)\nprint(b.call('${METHOD}', ${PYTHON_LITERAL}))`,
  ],
  [
    'keyword arguments of Python',
    'python',
    `client.${METHOD}(name='Orchard Pay', code='orchard_pay', sort=150, settings=${written({ object: ['{', '}'], list: ['[', ']'], key: key => `'${key}': `, quote: "'" }, (PLAIN as { SETTINGS: unknown }).SETTINGS)})`,
  ],
  [
    'triple quotes of Python',
    'python',
    `handler = ${PYTHON_LITERAL.replace("'Number of the shop'", "'''Number of the shop'''")}`,
  ],
  ['an answer', 'answer', `{"result":[{"ID":"7",${HANDLER_JSON.slice(1)}],"time":{"start":1,"operating":0}}`],
  ['a batch of JSON', 'json', JSON.stringify({ halt: 0, cmd: { add: `${METHOD}?${ENCODED_FIELDS.join('&')}` } })],
  ['a batch of PHP', 'php', `CRest::callBatch(['add' => ['method' => '${METHOD}', 'params' => ${PHP_LITERAL}]]);`],
  [
    'a code block',
    'json',
    `# Orchard\n\nDon't forget the "quotes":\n\n\`\`\`json\n${HANDLER_TEXT}\`\`\`\n\nThat's {all}.`,
  ],
  [
    'a page',
    'json',
    `<html><body><h1>${METHOD}</h1><pre class="x">${HANDLER_TEXT.replaceAll('"', '&quot;')}</pre><p>Done</p></body></html>`,
  ],
  ['a page with colours', 'json', `<pre>${HANDLER_TEXT.replaceAll(/"[^"]*"/g, '<span class="s">$&</span>')}</pre>`],
  ['a message', 'json', `Hi! I'd send this, isn't it right?\n${HANDLER_JSON}\nThanks, it's urgent`],
]

function withComments(text: string): string {
  return text
    .replace('{\n', '{ // the handler\n')
    .replace('  "SETTINGS"', '  /* what it does: {"NAME"} */\n  "SETTINGS"')
    .replaceAll(/(["\d}\]])\n(?=\s*[}\]])/g, '$1,\n')
}

function numbered(text: string): string {
  return text
    .split('\n')
    .map((line, index) => `${index + 1}  ${line}`)
    .join('\n')
}
