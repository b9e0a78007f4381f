/** What a new draft starts with: every part a handler must have, empty, in the order a portal lists them. */
export const BLANK_DRAFT = `{
  "NAME": "",
  "CODE": "",
  "SORT": 100,
  "SETTINGS": {
    "CURRENCY": [],
    "CLIENT_TYPE": "b2c",
    "FORM_DATA": {
      "ACTION_URI": "https://",
      "METHOD": "POST",
      "FIELDS": {}
    },
    "CODES": {}
  }
}
`
