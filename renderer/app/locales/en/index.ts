import { CHECKER_WORDS } from '#common/checker/words'
import { KNOWLEDGE_WORDS } from '#common/knowledge/words'
import about from './about.json'
import codeFiles from './code-files.json'
import common from './common.json'
import compare from './compare.json'
import drafts from './drafts.json'
import drawing from './drawing.json'
import editor from './editor.json'
import errors from './errors.json'
import files from './files.json'
import form from './form.json'
import handlers from './handlers.json'
import imports from './import.json'
import journal from './journal.json'
import labels from './labels.json'
import marking from './marking.json'
import menu from './menu.json'
import outside from './outside.json'
import payments from './payments.json'
import portals from './portals.json'
import preview from './preview.json'
import print from './print.json'
import printers from './printers.json'
import problems from './problems.json'
import push from './push.json'
import revisions from './revisions.json'
import settings from './settings.json'
import sheets from './sheets.json'
import table from './table.json'
import tags from './tags.json'
import templates from './templates.json'
import trash from './trash.json'

/** English, the language every other one is translated from. */
export const en = {
  ...CHECKER_WORDS.en,
  ...KNOWLEDGE_WORDS.en,
  ...about,
  ...codeFiles,
  ...common,
  ...compare,
  ...drafts,
  ...drawing,
  ...editor,
  ...errors,
  ...files,
  ...form,
  ...handlers,
  ...imports,
  ...journal,
  ...labels,
  ...marking,
  ...menu,
  ...outside,
  ...payments,
  ...portals,
  ...preview,
  ...print,
  ...printers,
  ...problems,
  ...push,
  ...revisions,
  ...settings,
  ...sheets,
  ...table,
  ...tags,
  ...templates,
  ...trash,
}

declare module '#ui/use-text.ts' {
  interface TextCatalogue extends Readonly<Record<keyof typeof en, string>> {}
}
