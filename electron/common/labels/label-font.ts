/**
 * The font of labels: what common systems have for Latin, Greek and Cyrillic, then for Arabic, Hebrew, the scripts of India
 * and Thailand, for Chinese, Japanese and Korean, and for emoji. Texts are measured in it and printed in it, so that the
 * same letter comes from the same font.
 */
export const LABEL_FONT_FAMILY = [
  ...["'Noto Sans'", "'Segoe UI'", "'Helvetica Neue'", 'Arial', "'DejaVu Sans'"],
  ...["'Noto Sans Arabic'", "'Geeza Pro'", "'Noto Sans Hebrew'", "'Arial Hebrew'"],
  ...[
    "'Noto Sans Devanagari'",
    "'Nirmala UI'",
    "'Kohinoor Devanagari'",
    "'Noto Sans Thai'",
    "'Leelawadee UI'",
    'Thonburi',
  ],
  ...["'Noto Sans CJK SC'", "'Microsoft YaHei'", "'PingFang SC'", "'Yu Gothic'", "'Hiragino Sans'"],
  ...["'Malgun Gothic'", "'Apple SD Gothic Neo'"],
  ...["'Noto Color Emoji'", "'Segoe UI Emoji'", "'Apple Color Emoji'", 'sans-serif'],
].join(', ')
