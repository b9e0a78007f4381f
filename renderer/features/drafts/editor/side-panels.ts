/** The panels that can stand beside the editor, in the order of their tabs. */
export const SIDE_PANELS = ['problems', 'preview', 'revisions'] as const
export type SidePanelName = (typeof SIDE_PANELS)[number]
