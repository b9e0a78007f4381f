import { appContract } from '../app/app.contract'
import { codeFilesContract } from '../code-files/code-files.contract'
import { codesContract } from '../codes/codes.contract'
import { draftsContract } from '../drafts/drafts.contract'
import { handlersContract } from '../handlers/handlers.contract'
import { journalContract } from '../journal/journal.contract'
import { labelsContract } from '../labels/labels.contract'
import { openDraftsContract } from '../open-drafts/open-drafts.contract'
import { markingContract } from '../payments/marking.contract'
import { paymentsContract } from '../payments/payments.contract'
import { portalsContract } from '../portals/portals.contract'
import { practicePortalContract } from '../practice-portal/practice-portal.contract'
import { previewContract } from '../preview/preview.contract'
import { printContract } from '../print/print.contract'
import { pushContract } from '../push/push.contract'
import { revisionsContract } from '../revisions/revisions.contract'
import { settingsContract } from '../settings/settings.contract'
import { sheetsContract } from '../sheets/sheets.contract'

/** Everything the window and main say to each other. */
export const contract = {
  app: appContract,
  settings: settingsContract,
  portals: portalsContract,
  practicePortal: practicePortalContract,
  handlers: handlersContract,
  drafts: draftsContract,
  revisions: revisionsContract,
  openDrafts: openDraftsContract,
  preview: previewContract,
  push: pushContract,
  codes: codesContract,
  codeFiles: codeFilesContract,
  payments: paymentsContract,
  labels: labelsContract,
  marking: markingContract,
  print: printContract,
  sheets: sheetsContract,
  journal: journalContract,
} as const
