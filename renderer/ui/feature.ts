import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'
import type { Command } from '#common/app/app.contract'
import type { TextKey } from './use-text'

declare module 'vue-router' {
  interface RouteMeta {
    /** The feature whose place in the rail it belongs to, where that is not its own. */
    readonly place?: string
  }
}

/** All the shell needs to know of a feature. One without a place in the rail is reached from other features. */
export interface Feature {
  readonly id: string
  readonly routes: readonly RouteRecordRaw[]
  /** The address at which the app begins, when the feature knows of one. */
  readonly start?: () => Promise<string | null>
  /** Called by the shell's root when it is set up, for what works in every place. */
  readonly setUp?: () => void
  readonly rail?: {
    readonly titleKey: TextKey
    readonly icon: Component
    readonly order: number
    readonly command: Command
    readonly isLast?: boolean
  }
}

/** Gives a feature its type, and its routes the place under its own id. */
export function defineFeature(feature: Feature): Feature {
  return feature
}
