import { writeAsar } from './asar-writer.mjs'

/**
 * What Electron runs when it is started as `electron FOLDER`: it reads its switches and loads that folder's app.
 * It runs inside Electron, as CommonJS.
 */
const MAIN = `'use strict'
const { app } = require('electron')
const Module = require('node:module')
const fs = require('node:fs')
const path = require('node:path')

const required = []
let folder
const words = process.argv.slice(1)
while (words.length > 0 && folder === undefined) {
  const word = words.shift()
  if (word === '--version' || word === '-v') {
    console.log('v' + process.versions.electron)
    process.exit(0)
  } else if (word === '-r' || word === '--require') {
    required.push(words.shift())
  } else if (!word.startsWith('-')) {
    folder = path.resolve(word)
  }
}
if (required.length > 0) Module._preloadModules(required)
if (folder === undefined) {
  console.error('Usage: electron [switches] FOLDER')
  process.exit(1)
}

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
try {
  const manifest = path.join(folder, 'package.json')
  if (fs.existsSync(manifest)) {
    const { name, productName, version, desktopName } = JSON.parse(fs.readFileSync(manifest, 'utf8'))
    if (version) app.setVersion(version)
    if (productName || name) app.name = productName || name
    app.setDesktopName(desktopName || app.name + '.desktop')
    app.setAppPath(folder)
  } else {
    app.setAppPath(path.dirname(Module._resolveFilename(folder, module, true)))
  }
  Module._load(folder, module, true)
} catch (error) {
  console.error('The app in ' + folder + ' could not be started.')
  console.error(error)
  process.exit(1)
}
`

/** The archive that Electron looks for beside itself as `resources/default_app.asar`. */
export function defaultAppArchive() {
  return writeAsar({
    'package.json': JSON.stringify({ name: 'electron', productName: 'Electron', main: 'main.js' }),
    'main.js': MAIN,
  })
}
