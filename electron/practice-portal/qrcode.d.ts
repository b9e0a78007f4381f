/** The few names used of the package, whose published types would bring the DOM along. */
declare module 'qrcode' {
  export interface QrMatrix {
    readonly size: number
    get(row: number, column: number): number
  }

  export interface QrSegment {
    readonly data: string
    readonly mode: 'byte'
  }

  export function create(
    segments: readonly QrSegment[],
    options: { readonly errorCorrectionLevel: 'L' },
  ): { readonly modules: QrMatrix }
}
