import { expect, it } from 'vitest'
import { isRead } from '../../../../../electron/main/rest/read-methods'

it.each([
  'profile',
  'scope',
  'server.time',
  'method.get',
  'sale.paysystem.handler.list',
  'Sale.PaySystem.Handler.LIST',
  'sale.paysystem.settings.get',
  'sale.paysystem.settings.payment.get',
  'salescenter.payment.getPublicUrl',
  'crm.item.payment.list',
])('%s may be sent again', method => {
  expect(isRead(method)).toBe(true)
})

it.each([
  'batch',
  'sale.paysystem.handler.add',
  'sale.paysystem.handler.update',
  'sale.paysystem.handler.delete',
  'sale.paysystem.settings.update',
  'sale.paysystem.pay.payment',
  'crm.item.payment.pay',
  'list',
  'something.getoutofit',
  '',
])('%s may not', method => {
  expect(isRead(method)).toBe(false)
})
