import type { FileTrouble } from '#common/storage/file-trouble'

/** Takes what becomes known of our files. `file` is named as in a `FileTrouble`. */
export interface TroubleSink {
  readonly onTrouble: (trouble: FileTrouble) => void
  /** The file can be read and written now, whatever was the matter with it before. */
  readonly onSound?: (file: string) => void
}

export interface FileTroubles extends Required<TroubleSink> {
  readonly list: () => FileTrouble[]
}

/** Keeps what is the matter with our files, each thing once, and tells when that changed. */
export function createFileTroubles(changed: (troubles: FileTrouble[]) => void): FileTroubles {
  let troubles: readonly FileTrouble[] = []
  /** What was told last. */
  let told: readonly FileTrouble[] = []
  return { onTrouble, onSound, list: () => [...told] }

  function onTrouble(trouble: FileTrouble): void {
    show([...troubles.filter(known => !isReplacedBy(known, trouble)), trouble])
  }

  /** What was set aside stays to be told: the person may want it back. */
  function onSound(file: string): void {
    show(troubles.filter(known => known.file !== file || known.keptAs !== null))
  }

  function show(next: readonly FileTrouble[]): void {
    troubles = next
    const worth = withoutImplied(next)
    if (JSON.stringify(worth) === JSON.stringify(told)) return
    told = worth
    changed([...worth])
  }
}

/** Where nothing can be written in the folder, saying it of each file too would hide everything else. */
function withoutImplied(troubles: readonly FileTrouble[]): readonly FileTrouble[] {
  const isFolderReadOnly = troubles.some(({ kind }) => kind === 'read-only-folder')
  return isFolderReadOnly ? troubles.filter(({ kind }) => kind !== 'read-only') : troubles
}

/** A file is in one state at a time, and may have been set aside several times before. */
function isReplacedBy(known: FileTrouble, trouble: FileTrouble): boolean {
  return known.file === trouble.file && known.keptAs === trouble.keptAs
}
