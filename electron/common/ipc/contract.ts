import type { BaseIssue, BaseSchema, InferInput, InferOutput } from 'valibot'

export type Schema = BaseSchema<unknown, unknown, BaseIssue<unknown>>

/** A question the window asks main: its input is checked on every call, its output in development and in tests. */
export interface Method<Input extends Schema = Schema, Output extends Schema = Schema> {
  readonly kind: 'method'
  readonly input: Input
  readonly output: Output
}

/** Something main tells the window without being asked. */
export interface Push<Payload extends Schema = Schema> {
  readonly kind: 'push'
  readonly payload: Payload
}

export type FeatureContract = Readonly<Record<string, Method | Push>>
export type Contract = Readonly<Record<string, FeatureContract>>

export function method<Input extends Schema, Output extends Schema>(
  input: Input,
  output: Output,
): Method<Input, Output> {
  return { kind: 'method', input, output }
}

export function push<Payload extends Schema>(payload: Payload): Push<Payload> {
  return { kind: 'push', payload }
}

type MethodNames<Feature> = { [Name in keyof Feature]: Feature[Name] extends Method ? Name : never }[keyof Feature]
type PushNames<Feature> = { [Name in keyof Feature]: Feature[Name] extends Push ? Name : never }[keyof Feature]

/** What main must provide for a feature: one function a method, none missing, none invented. */
export type HandlersOf<Feature> = {
  readonly [Name in MethodNames<Feature>]: Feature[Name] extends Method<infer Input, infer Output>
    ? (input: InferOutput<Input>) => InferInput<Output> | Promise<InferInput<Output>>
    : never
}

/** What main calls to tell the window something. */
export type PushersOf<Feature> = {
  readonly [Name in PushNames<Feature>]: Feature[Name] extends Push<infer Payload>
    ? (payload: InferInput<Payload>) => void
    : never
}

/** What the window sees of a feature: its methods, and its pushes as subscriptions that answer their own undo. */
export type ClientOf<Feature> = {
  readonly [Name in MethodNames<Feature>]: Feature[Name] extends Method<infer Input, infer Output>
    ? undefined extends InferInput<Input>
      ? () => Promise<InferOutput<Output>>
      : (input: InferInput<Input>) => Promise<InferOutput<Output>>
    : never
} & {
  readonly [Name in PushNames<Feature>]: Feature[Name] extends Push<infer Payload>
    ? (listener: (payload: InferOutput<Payload>) => void) => () => void
    : never
}

/** The channel of one call. The only place that knows how channels are spelled. */
export function channelOf(feature: string, name: string): string {
  return `paydesk:${feature}.${name}`
}
