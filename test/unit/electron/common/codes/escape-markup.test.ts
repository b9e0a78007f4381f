import { escapeMarkup } from '#common/codes/escape-markup'
import { expect, it } from 'vitest'

it.each([
  { text: `<b a="1" c='2'>&</b>`, escaped: '&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;&lt;/b&gt;' },
  { text: 'a\u0000b\u0008c\u007fd\ufffee', escaped: 'abcde' },
  { text: 'Оплата «1063»\n€ 🙂', escaped: 'Оплата «1063»\n€ 🙂' },
])('makes $text safe', ({ text, escaped }) => {
  expect(escapeMarkup(text)).toBe(escaped)
})
