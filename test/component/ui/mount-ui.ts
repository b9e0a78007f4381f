import { onTestFinished } from 'vitest'
import { createApp, h, type Component, type VNodeChild } from 'vue'
import { createText } from '../../../renderer/app/locales/create-text'
import { en } from '../../../renderer/app/locales/en'
import '../../../renderer/styles/tokens.css'
import '../../../renderer/styles/base.css'
import { textKey } from '#ui/use-text.ts'

/** Shows what a function draws, with the app's texts and styles, until the test ends. */
export function mountUi(draw: () => VNodeChild): HTMLElement {
  const host = document.createElement('div')
  document.body.append(host)
  const root: Component = { render: draw }
  const app = createApp({ render: () => h(root) })
  app.provide(textKey, createText('en', en))
  app.mount(host)
  onTestFinished(() => {
    app.unmount()
    host.remove()
  })
  return host
}
