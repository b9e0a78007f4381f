import { useMediaQuery } from './use-media-query'
import { watchEffect } from 'vue'

/** Keeps the page in the theme of the window, which main sets from the settings or takes from the system. */
export function useTheme(): void {
  const isDark = useMediaQuery('(prefers-color-scheme: dark)')
  watchEffect(() => {
    document.documentElement.dataset['theme'] = isDark.value ? 'dark' : 'light'
  })
}
