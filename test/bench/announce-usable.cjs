'use strict'
// Loaded into main by `electron -r`, for both sides alike: prints when the page can be used, and which processes there are.
const { app } = require('electron')

const selector = process.env.BENCH_SELECTOR
const LOOK = `new Promise(done => {
  const look = () => document.querySelector(${JSON.stringify(selector)}) === null
    ? requestAnimationFrame(look)
    : requestAnimationFrame(() => requestAnimationFrame(done))
  look()
})`

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () => {
    if (!/index\.html/.test(contents.getURL()) || /rasteriser/.test(contents.getURL())) return
    contents.executeJavaScript(LOOK).then(() => {
      process.stdout.write(`usable ${Date.now()}\n`)
    })
  })
})
