import { EditorView } from '@codemirror/view'
import { codeHighlight } from '#ui/code-highlight.ts'

/** The app's colours, taken from its custom properties so that a change of theme needs no new editor. */
const frame = EditorView.theme({
  '&': { height: '100%', color: 'var(--colour-text)', backgroundColor: 'var(--colour-surface)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--colour-text)', padding: 'var(--space-2) 0' },
  '.cm-line': { padding: '0 var(--space-3) 0 var(--space-1)' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--colour-text)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--editor-selection)',
  },
  '.cm-activeLine': { backgroundColor: 'var(--editor-active-line)' },
  '.cm-gutters': {
    backgroundColor: 'var(--colour-surface)',
    color: 'var(--colour-text-quiet)',
    borderRight: '1px solid var(--colour-line)',
  },
  '.cm-activeLineGutter': { backgroundColor: 'var(--editor-active-line)', color: 'var(--colour-text)' },
  '.cm-gutterElement span[title]': { cursor: 'pointer' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--colour-accent-soft)',
    border: '1px solid var(--colour-line)',
    color: 'var(--colour-text)',
    padding: '0 var(--space-1)',
  },
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': {
    backgroundColor: 'var(--colour-accent-soft)',
    outline: '1px solid var(--colour-line-strong)',
  },
  '&.cm-focused .cm-nonmatchingBracket, .cm-nonmatchingBracket': { backgroundColor: 'var(--colour-danger-soft)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--editor-match)' },
  '.cm-searchMatch': { backgroundColor: 'var(--editor-match)', outline: '1px solid var(--colour-warning)' },
  '.cm-searchMatch-selected': {
    backgroundColor: 'var(--editor-match-current)',
    outline: '2px solid var(--colour-warning)',
  },
  '.cm-specialChar': { color: 'var(--colour-danger)' },
})

const panels = EditorView.theme({
  '.cm-panels': { backgroundColor: 'var(--colour-surface-raised)', color: 'var(--colour-text)', zIndex: '2' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--colour-line)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--colour-line)' },
  '.cm-panel.cm-search': {
    fontFamily: 'var(--font-text)',
    fontSize: 'var(--size-text)',
    padding: 'var(--space-1) 40px var(--space-1) var(--space-2)',
    '& input, & button, & label': { margin: 'var(--space-1)', verticalAlign: 'middle' },
    '& label': {
      alignItems: 'center',
      display: 'inline-flex',
      fontSize: 'var(--size-small)',
      minHeight: '24px',
    },
  },
  '.cm-panel.cm-search input[type=checkbox]': { accentColor: 'var(--colour-accent)' },
  '.cm-textfield': {
    backgroundColor: 'var(--colour-surface)',
    border: '1px solid var(--colour-line-strong)',
    borderRadius: '4px',
    fontFamily: 'var(--font-code)',
    fontSize: '13px',
    minHeight: '28px',
    padding: '0 var(--space-2)',
  },
  '.cm-button': {
    backgroundColor: 'var(--colour-surface-raised)',
    backgroundImage: 'none',
    border: '1px solid var(--colour-line-strong)',
    borderRadius: '4px',
    cursor: 'pointer',
    fontSize: 'var(--size-small)',
    minHeight: '28px',
    padding: '0 var(--space-2)',
    textTransform: 'none',
    '&:hover, &:active': { backgroundColor: 'var(--colour-accent-soft)', backgroundImage: 'none' },
  },
  '.cm-panel.cm-search [name=close]': {
    borderRadius: '4px',
    color: 'var(--colour-text)',
    cursor: 'pointer',
    fontSize: '18px',
    height: '28px',
    margin: '0',
    position: 'absolute',
    right: 'var(--space-2)',
    top: 'var(--space-2)',
    width: '28px',
  },
})

const completion = EditorView.theme({
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-code)',
    maxHeight: '16em',
    maxWidth: 'min(560px, 90vw)',
    minWidth: '220px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    alignItems: 'center',
    display: 'flex',
    gap: 'var(--space-3)',
    lineHeight: '1.4',
    minHeight: '24px',
    padding: '0 var(--space-2)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--colour-accent-soft)',
    color: 'var(--colour-text)',
    outline: '1px solid var(--colour-focus)',
    outlineOffset: '-1px',
  },
  '.cm-completionMatchedText': { fontWeight: '600', textDecoration: 'underline' },
  '.cm-completionDetail': {
    color: 'var(--colour-text-quiet)',
    fontFamily: 'var(--font-text)',
    fontStyle: 'normal',
    margin: '0',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  '.cm-tooltip.cm-completionInfo': { maxWidth: 'min(380px, 90vw)', padding: 'var(--space-2) var(--space-3)' },
  '.cm-about': { maxWidth: 'min(440px, 90vw)', padding: 'var(--space-2) var(--space-3)' },
  '.cm-completionInfo .cm-about': { padding: '0' },
})

const marks = EditorView.theme({
  ...markOf('error', 'danger'),
  ...markOf('warning', 'warning'),
  ...markOf('info', 'accent'),
  '.cm-tooltip': {
    backgroundColor: 'var(--colour-surface-raised)',
    border: '1px solid var(--colour-line-strong)',
    borderRadius: '4px',
    color: 'var(--colour-text)',
    fontFamily: 'var(--font-text)',
    fontSize: 'var(--size-small)',
  },
})

/** How a problem of one severity looks: under its text, where there is no text, in the margin, and in its words. */
function markOf(severity: string, colour: string): Parameters<typeof EditorView.theme>[0] {
  const value = `var(--colour-${colour})`
  return {
    [`.cm-lintRange-${severity}`]: {
      backgroundImage: 'none',
      textDecoration: `underline wavy ${value} 1.5px`,
      textUnderlineOffset: '3px',
    },
    [`.cm-lintPoint-${severity}::after`]: { borderBottomColor: value },
    [`.cm-lint-marker-${severity}`]: {
      content: '""',
      backgroundColor: value,
      borderRadius: '50%',
      forcedColorAdjust: 'none',
      height: '8px',
      margin: '4px 3px',
      width: '8px',
    },
    [`.cm-diagnostic-${severity}`]: { borderLeftColor: value },
  }
}

export const codeStyle = [codeHighlight, frame, panels, completion, marks]
