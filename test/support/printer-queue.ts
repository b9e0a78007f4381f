import { spawn, execFile } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A print service of a test's own, with one queue whose jobs land in a folder instead of on paper. */
export interface PrinterQueue {
  /** Environment with which `lp` and `lpstat` talk to this service and not to the computer's. */
  readonly environment: NodeJS.ProcessEnv
  readonly name: string
  /** What the printer got for a job, after the service's own filters, and the title the queue showed. */
  printed(job: string): Promise<{ pdf: Buffer; title: string; options: string; copies: number }>
  removeQueue(): Promise<void>
  /** Jobs wait until it is resumed. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** From now on the printer fails, and the service gives up each of its jobs. */
  breakDown(): Promise<void>
  /** Adds a printer that has A4 alone and takes no other size, and answers its name. */
  addOfficePrinter(): Promise<string>
  stop(): Promise<void>
}

const QUEUE = 'Label_printer'
const OFFICE_QUEUE = 'Office_printer'
/** A file beside what was printed; while it is there the printer fails. */
const BROKEN = 'broken'
const DESCRIPTION = 'Label printer of the test'
const SYSTEM_PROGRAMS = '/usr/lib/cups'
const READY_MS = 15_000
const PRINTED_MS = 30_000

/**
 * Starts a private cupsd: configuration, spool and socket are in a temporary folder, nothing of the system's is read or
 * changed but its filters. It works for root and for an ordinary user.
 */
export async function startPrinterQueue(): Promise<PrinterQueue> {
  // Short, because the path of a socket has a limit of about a hundred characters.
  const folder = await mkdtemp(join(tmpdir(), 'pq-'))
  // Filters run as the user "lp" under root, and must be able to pass through.
  await chmod(folder, 0o711)
  const output = join(folder, 'printed')
  const socket = join(folder, 'cups.sock')
  const environment = { ...process.env, CUPS_SERVER: socket }
  await writeConfiguration(folder, output, socket)
  const daemon = spawn(
    '/usr/sbin/cupsd',
    ['-f', '-c', join(folder, 'cupsd.conf'), '-s', join(folder, 'cups-files.conf')],
    {
      stdio: 'ignore',
    },
  )
  const ended = once(daemon, 'exit')

  // A test run that is broken off never reaches "stop", and must not leave a service behind.
  const end = (): void => {
    daemon.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', end)

  async function stop(): Promise<void> {
    process.removeListener('exit', end)
    if (daemon.exitCode === null && daemon.signalCode === null) {
      daemon.kill('SIGTERM')
      await ended
    }
    await rm(folder, { recursive: true, force: true })
  }

  try {
    await until(READY_MS, async () => (await run('lpstat', ['-r'], { env: environment })).stdout.includes('is running'))
    const ppd = join(folder, 'label.ppd')
    await run('lpadmin', ['-p', QUEUE, '-D', DESCRIPTION, '-v', 'capture:/', '-P', ppd, '-E'], { env: environment })
  } catch (error) {
    const log = await readFile(join(folder, 'error_log'), 'utf8').catch(() => 'no log')
    await stop()
    throw new Error(`The print service of the test did not start:\n${log}`, { cause: error })
  }

  return {
    environment,
    name: QUEUE,
    async printed(job) {
      const number = job.slice(job.lastIndexOf('-') + 1)
      const finished = `${number}.pdf`
      await until(PRINTED_MS, async () => (await readdir(output)).includes(finished))
      const [title = '', options = '', copies = ''] = (await readFile(join(output, `${number}.txt`), 'utf8')).split(
        '\n',
      )
      return { pdf: await readFile(join(output, finished)), title, options, copies: Number(copies) }
    },
    async removeQueue() {
      await run('lpadmin', ['-x', QUEUE], { env: environment })
    },
    async pause() {
      await run('cupsdisable', [QUEUE], { env: environment })
    },
    async resume() {
      await run('cupsenable', [QUEUE], { env: environment })
    },
    async breakDown() {
      await run('lpadmin', ['-p', QUEUE, '-o', 'printer-error-policy=abort-job'], { env: environment })
      await writeFile(join(output, BROKEN), '')
    },
    async addOfficePrinter() {
      const ppd = join(folder, 'office.ppd')
      await run('lpadmin', ['-p', OFFICE_QUEUE, '-v', 'capture:/', '-P', ppd, '-E'], { env: environment })
      return OFFICE_QUEUE
    },
    stop,
  }
}

async function writeConfiguration(folder: string, output: string, socket: string): Promise<void> {
  const backends = join(folder, 'bin', 'backend')
  const backend = join(backends, 'capture')
  for (const name of ['printed', 'cache', 'state', 'spool', 'spool/tmp', 'root', 'bin/backend']) {
    await mkdir(join(folder, name), { recursive: true })
  }
  for (const name of ['filter', 'daemon', 'cgi-bin', 'monitor', 'notifier', 'driver']) {
    await symlink(join(SYSTEM_PROGRAMS, name), join(folder, 'bin', name))
  }
  await writeFile(backend, captureBackend(output))
  // CUPS runs a backend that only its owner may run as itself, and others as the user "lp", who cannot write here.
  await chmod(backend, 0o700)
  await writeFile(join(folder, 'label.ppd'), OFFICE_PPD + CUSTOM_SIZES)
  await writeFile(join(folder, 'office.ppd'), OFFICE_PPD)
  await writeFile(join(folder, 'cupsd.conf'), daemonConfiguration(socket))
  await writeFile(join(folder, 'cups-files.conf'), fileConfiguration(folder))
}

/** CUPS calls a backend with job, user, title, copies and options, and gives the document as a file or as input. */
function captureBackend(output: string): string {
  return `#!/bin/sh
[ $# -eq 0 ] && { echo 'direct capture "Unknown" "Capture"'; exit 0; }
[ -e "${output}/${BROKEN}" ] && exit 1
printf '%s\\n%s\\n%s\\n' "$3" "$5" "$4" > "${output}/$1.txt"
if [ $# -ge 6 ]; then cat "$6" > "${output}/$1.part"; else cat > "${output}/$1.part"; fi
mv "${output}/$1.part" "${output}/$1.pdf"
`
}

function daemonConfiguration(socket: string): string {
  return `Listen ${socket}
LogLevel info
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
`
}

function fileConfiguration(folder: string): string {
  const user = userInfo()
  // cupsd gives up root for its filters and refuses to keep it, so root needs the service's usual user here.
  const identity = user.uid === 0 ? 'User lp\nGroup lp\n' : `User ${user.username}\n`
  return `${identity}ServerRoot ${folder}/root
ServerBin ${folder}/bin
CacheDir ${folder}/cache
StateDir ${folder}/state
RequestRoot ${folder}/spool
TempDir ${folder}/spool/tmp
AccessLog ${folder}/access_log
ErrorLog ${folder}/error_log
PageLog ${folder}/page_log
`
}

/** A printer that takes PDF as it is. */
const OFFICE_PPD = `*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "LABEL.PPD"
*Manufacturer: "Test"
*Product: "(Label)"
*ModelName: "Label"
*ShortNickName: "Label"
*NickName: "Label"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultColorSpace: Gray
*FileSystem: False
*cupsFilter: "application/vnd.cups-pdf 0 -"
*OpenUI *PageSize: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595 842"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
`

/** What a PPD says besides of a printer that takes labels of any size. */
const CUSTOM_SIZES = `*MaxMediaWidth: "2000"
*MaxMediaHeight: "2000"
*HWMargins: 0 0 0 0
*CustomPageSize True: "pop pop pop <</PageSize[5 -2 roll]/ImagingBBox null>>setpagedevice"
*ParamCustomPageSize Width: 1 points 20 2000
*ParamCustomPageSize Height: 2 points 20 2000
*ParamCustomPageSize WidthOffset: 3 points 0 0
*ParamCustomPageSize HeightOffset: 4 points 0 0
*ParamCustomPageSize Orientation: 5 int 0 3
`

async function until(limitMs: number, isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + limitMs
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`Nothing came within ${limitMs} ms`)
    await delay(25)
  }
}
