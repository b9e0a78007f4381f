import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { channelOf, method, push } from '#common/ipc/contract'
import { contract } from '#common/ipc/index'

describe('the contract', () => {
  it('tells methods from pushes', () => {
    expect(method(v.string(), v.void()).kind).toBe('method')
    expect(push(v.string()).kind).toBe('push')
  })

  it('gives every call a channel of its own', () => {
    const channels = Object.entries(contract).flatMap(([feature, calls]) =>
      Object.keys(calls).map(name => channelOf(feature, name)),
    )

    expect(new Set(channels).size).toBe(channels.length)
    expect(channels).toContain('paydesk:drafts.save')
  })

  it('takes one argument at most a call, none of which is a secret it would give back', () => {
    const outputs = Object.values(contract).flatMap(calls =>
      Object.values(calls).flatMap(call => (call.kind === 'method' ? keysOf(call.output) : keysOf(call.payload))),
    )

    expect(outputs.filter(key => /secret$|token|password|address$/i.test(key))).toEqual([])
  })
})

/** The names of every property a schema has, at any depth. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  if (Array.isArray(schema)) return schema.flatMap(keysOf)
  const { entries, item, wrapped, options, pipe } = schema as Record<string, unknown>
  const own = typeof entries === 'object' && entries !== null ? Object.keys(entries) : []
  const inner = [item, wrapped, options, pipe, ...Object.values(entries ?? {})]
  return [...own, ...inner.flatMap(keysOf)]
}
