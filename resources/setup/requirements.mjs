/**
 * What the set-up looks for beyond npm's packages: the Debian packages that bring it, the newest name first where it
 * was renamed, and what to look for on systems of another kind.
 *
 * @typedef {object} Requirement
 * @property {readonly [string, ...string[]]} packages any one of them will do
 * @property {string} [command]
 * @property {string} [library]
 *
 * @typedef {keyof typeof REQUIREMENTS} RequirementGroup
 */

export const REQUIREMENTS = /** @satisfies {Record<string, Requirement[]>} */ ({
  /** To run Electron and to reach the keyring. */
  runtime: [
    { packages: ['libgtk-3-0t64', 'libgtk-3-0'], library: 'libgtk-3.so.0' },
    { packages: ['libnss3'], library: 'libnss3.so' },
    { packages: ['libgbm1'], library: 'libgbm.so.1' },
    { packages: ['libasound2t64', 'libasound2'], library: 'libasound.so.2' },
    { packages: ['libsecret-1-0'], library: 'libsecret-1.so.0' },
    { packages: ['ca-certificates'] },
  ],
  /** To compile keytar. */
  build: [
    { packages: ['libsecret-1-dev'] },
    { packages: ['pkgconf', 'pkg-config'], command: 'pkg-config' },
    { packages: ['python3'], command: 'python3' },
    { packages: ['make'], command: 'make' },
    { packages: ['g++'], command: 'g++' },
  ],
  display: [{ packages: ['xvfb'], command: 'Xvfb' }],
  keyring: [
    { packages: ['dbus'], command: 'dbus-daemon' },
    { packages: ['gnome-keyring'], command: 'gnome-keyring-daemon' },
  ],
  test: [
    { packages: ['chromium'], command: 'chromium' },
    { packages: ['zbar-tools'], command: 'zbarimg' },
    { packages: ['cups'], command: 'cupsd' },
    { packages: ['cups-client'], command: 'lp' },
    { packages: ['poppler-utils'], command: 'pdftoppm' },
    { packages: ['librsvg2-bin'], command: 'rsvg-convert' },
    { packages: ['curl'], command: 'curl' },
    { packages: ['util-linux'], command: 'unshare' },
    { packages: ['iproute2'], command: 'ip' },
    { packages: ['strace'], command: 'strace' },
    { packages: ['fonts-dejavu-core'] },
  ],
  /** What the app is measured beside. */
  bench: [{ packages: ['qrencode'], command: 'qrencode' }],
})

/** @param {readonly RequirementGroup[]} groups @returns {Requirement[]} */
export function requirementsOf(groups) {
  return groups.flatMap(group => /** @type {Requirement[]} */ (REQUIREMENTS[group]))
}

/**
 * Those that none of the installed Debian packages meets.
 *
 * @param {readonly Requirement[]} requirements @param {ReadonlySet<string>} installed
 */
export function unmetByPackages(requirements, installed) {
  return requirements.filter(({ packages }) => !packages.some(name => installed.has(name)))
}

/**
 * The installed packages in what `dpkg-query -W -f='${Package} ${Status}\n'` prints.
 *
 * @param {string} output @returns {Set<string>}
 */
export function readInstalledPackages(output) {
  const lines = output.split('\n').map(line => line.split(' '))
  return new Set(lines.filter(words => words.slice(1).join(' ') === 'install ok installed').map(([name]) => `${name}`))
}

/**
 * For each requirement the package to install: the first of its names that has a candidate in what `apt-cache policy`
 * prints, else its oldest name.
 *
 * @param {readonly Requirement[]} requirements @param {string} policy @returns {string[]}
 */
export function choosePackages(requirements, policy) {
  const candidates = new Map(
    [...policy.matchAll(/^(\S+):\n(?: .*\n)*? {2}Candidate: (\S+)/gm)].map(([, name, version]) => [name, version]),
  )
  return requirements.map(
    ({ packages }) =>
      packages.find(name => (candidates.get(name) ?? '(none)') !== '(none)') ?? `${packages[packages.length - 1]}`,
  )
}
