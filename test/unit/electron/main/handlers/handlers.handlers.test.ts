import { PortalId } from '#common/portals/portals.contract'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { handlersHandlers } from '../../../../../electron/main/handlers/handlers.handlers'
import { createHandlersService } from '../../../../../electron/main/handlers/handlers.service'

const SHOP = v.parse(PortalId, 'shop')

it('lets what is read in the background go after what somebody waits for', async () => {
  const priorities: (string | undefined)[] = []
  const handlers = handlersHandlers(
    createHandlersService({
      portal: {
        call(_, __, ___, { priority } = {}) {
          priorities.push(priority)
          return Promise.resolve({ value: { kind: 'array', items: [] } })
        },
      },
      known: { remember: () => Promise.resolve(), remembered: () => Promise.resolve(null) },
      report: () => undefined,
    }),
  )

  await handlers.list(SHOP)
  await handlers.listInBackground(SHOP)

  expect(priorities).toEqual(['person', 'bulk'])
})
