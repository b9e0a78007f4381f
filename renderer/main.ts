import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { textKey } from '#ui/use-text.ts'
import App from './app/App.vue'
import { createText } from './app/locales/create-text'
import { regionOf } from './app/locales/region'
import { en } from './app/locales/en/index'
import { createAppRouter } from './app/router'
import './styles/tokens.css'
import './styles/base.css'

createApp(App)
  .provide(textKey, createText(regionOf('en', navigator.languages), en))
  .use(createPinia())
  .use(createAppRouter())
  .mount('#app')
