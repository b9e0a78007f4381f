/** Where finished files go, one after another. */
export interface FileSink {
  /**
   * Resolves once the file is there whole. `exists` where something of that name is there already and nothing was written.
   * Rejects with what the system said.
   */
  write(name: string, bytes: Uint8Array, mode: 'new' | 'over'): Promise<'written' | 'exists'>
  /** Makes what was written so far last. */
  finish(): Promise<void>
  /** Leaves nothing half-written. What a folder has got stays in it. */
  abandon(): Promise<void>
}
