import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { tags } from '@lezer/highlight'
import './code-colours.css'

const highlightStyle = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--syntax-key)' },
  { tag: tags.string, color: 'var(--syntax-string)' },
  { tag: tags.number, color: 'var(--syntax-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--syntax-keyword)' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--syntax-punctuation)' },
])

/** The colours of JSON wherever it is shown as text; custom properties, so that a change of theme needs no new editor. */
export const codeHighlight = syntaxHighlighting(highlightStyle)
