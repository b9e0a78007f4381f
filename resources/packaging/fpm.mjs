#!/usr/bin/env node
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { controlFile, readFpmArguments } from './fpm-arguments.mjs'

/**
 * Stands in for fpm, which electron-builder calls and would download: takes the same arguments and has dpkg-deb make the
 * package.
 */

/** More would save a tenth of the size for four times the time. */
const LEVEL = '-z1'

const wanted = readFpmArguments(process.argv.slice(2))
// The same, as the two programs call it.
const compression = wanted.compression === 'gz' ? 'gzip' : wanted.compression
// Beside the result, so that files can be linked instead of copied.
mkdirSync(dirname(wanted.file), { recursive: true })
const root = mkdtempSync(join(dirname(wanted.file), '.deb-'))
try {
  for (const { source, target } of wanted.files) place(source, join(root, target))
  const files = settle(root)
  writeControl(files)
  const words = [`-Z${compression}`, LEVEL, '--root-owner-group', '--build', root, wanted.file]
  execFileSync('dpkg-deb', words, { stdio: ['ignore', 'ignore', 'inherit'] })
} finally {
  rmSync(root, { recursive: true, force: true })
}

/** @param {string} source @param {string} target */
function place(source, target) {
  const isFolder = source.endsWith('/')
  mkdirSync(isFolder ? target : dirname(target), { recursive: true })
  // Linked where that can be: a runtime is a quarter of a gigabyte.
  const [from, to] = isFolder ? [`${source}.`, target] : [source, target]
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'ignore' })
  } catch {
    execFileSync('cp', ['-a', '--no-preserve=ownership', from, to])
  }
}

/**
 * Gives everything the rights that everybody's installed files have, whatever the umask here was; answers the files.
 *
 * @param {string} folder @returns {string[]}
 */
function settle(folder) {
  chmodSync(folder, 0o755)
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return settle(path)
    if (!entry.isFile()) return []
    chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644)
    return [path]
  })
}

/** @param {readonly string[]} files */
function writeControl(files) {
  const control = join(root, 'DEBIAN')
  mkdirSync(control, { mode: 0o755 })
  const sizes = files.map(file => Math.ceil(statSync(file).size / 1024))
  write(
    'control',
    controlFile(
      wanted,
      sizes.reduce((sum, size) => sum + size, 0),
    ),
    0o644,
  )
  write('md5sums', files.map(file => `${md5Of(file)}  ${file.slice(root.length + 1)}\n`).join(''), 0o644)
  for (const [name, script] of [
    ['postinst', wanted.afterInstall],
    ['postrm', wanted.afterRemove],
  ]) {
    if (name !== undefined && script !== undefined) write(name, readFileSync(script), 0o755)
  }

  /** @param {string} name @param {string | Buffer} content @param {number} mode */
  function write(name, content, mode) {
    writeFileSync(join(control, basename(name)), content)
    chmodSync(join(control, name), mode)
  }
}

/** @param {string} file */
function md5Of(file) {
  return createHash('md5').update(readFileSync(file)).digest('hex')
}
