/**
 * @typedef {object} DebianPackage what fpm is asked for when it makes a Debian package
 * @property {string} file where to write it
 * @property {string} name
 * @property {string} version
 * @property {string} architecture
 * @property {string} maintainer
 * @property {string} url
 * @property {string} section
 * @property {string} priority
 * @property {string} description the first line is the short one
 * @property {string} compression
 * @property {readonly string[]} depends
 * @property {readonly string[]} recommends
 * @property {string | undefined} afterInstall a script
 * @property {string | undefined} afterRemove a script
 * @property {readonly { source: string, target: string }[]} files a source that ends with a slash is a folder, whose
 *   contents are put into the target
 */

/** fpm's options by the names that electron-builder gives; all but `--force` have a value. */
const FLAGS = new Set(['--force'])
const LISTS = new Set(['-d', '--deb-recommends'])
const VALUES = new Set([
  ...['-s', '-t', '--architecture', '--after-install', '--after-remove', '--category', '--deb-compression'],
  ...['--deb-priority', '--description', '--iteration', '--license', '--maintainer', '--name', '--package', '--url'],
  ...['--vendor', '--version'],
])

/**
 * Reads fpm's command line. Throws at an option it does not know: leaving one out would make another package than asked.
 *
 * @param {readonly string[]} words @returns {DebianPackage}
 */
export function readFpmArguments(words) {
  /** @type {Map<string, string[]>} */
  const given = new Map()
  /** @type {{ source: string, target: string }[]} */
  const files = []
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-')) files.push(fileFrom(word))
    else if (LISTS.has(word) || VALUES.has(word)) given.set(word, [...(given.get(word) ?? []), valueOf(word)])
    else if (!FLAGS.has(word)) throw new Error(`This stands in for fpm and does not know its option ${word}`)
  }
  if (optional('-s') !== 'dir' || optional('-t') !== 'deb')
    throw new Error('This makes Debian packages from folders only')
  return {
    file: one('--package'),
    name: one('--name'),
    version: [one('--version'), ...(given.get('--iteration') ?? [])].join('-'),
    architecture: one('--architecture'),
    maintainer: one('--maintainer'),
    url: one('--url'),
    section: optional('--category') ?? 'misc',
    priority: optional('--deb-priority') ?? 'optional',
    description: one('--description'),
    compression: optional('--deb-compression') ?? 'gz',
    depends: given.get('-d') ?? [],
    recommends: given.get('--deb-recommends') ?? [],
    afterInstall: optional('--after-install'),
    afterRemove: optional('--after-remove'),
    files,
  }

  /** @param {string} option */
  function valueOf(option) {
    const value = rest.shift()
    if (value === undefined) throw new Error(`${option} has no value`)
    return value
  }

  /** @param {string} option */
  function optional(option) {
    return given.get(option)?.at(-1)
  }

  /** @param {string} option */
  function one(option) {
    const value = optional(option)
    if (value === undefined) throw new Error(`${option} is missing`)
    return value
  }
}

/** @param {string} word */
function fileFrom(word) {
  const split = word.lastIndexOf('=')
  const [source, target] = [word.slice(0, split), word.slice(split + 1)]
  if (split < 1 || !target.startsWith('/')) throw new Error(`Not a source and where it goes: ${word}`)
  return { source, target }
}

/**
 * The control file of a package.
 *
 * @param {DebianPackage} made @param {number} sizeKiB what it takes once installed
 */
export function controlFile(made, sizeKiB) {
  /** @type {[string, string][]} */
  const fields = [
    ['Package', made.name],
    ['Version', made.version],
    ['Architecture', made.architecture],
    ['Maintainer', made.maintainer],
    ['Installed-Size', `${sizeKiB}`],
    ['Depends', made.depends.join(', ')],
    ['Recommends', made.recommends.join(', ')],
    ['Section', made.section],
    ['Priority', made.priority],
    ['Homepage', made.url],
    ['Description', descriptionField(made.description)],
  ]
  return fields.flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}\n`])).join('')
}

/** The short description, then the long one, whose empty lines are dots. @param {string} text */
function descriptionField(text) {
  const [short = '', ...long] = text.trim().split('\n')
  return [short.trim(), ...long.map(line => ` ${line.trim() || '.'}`)].join('\n')
}
