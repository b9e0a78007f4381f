import { once } from 'node:events'
import { homedir } from 'node:os'
import { runCli } from '../practice-portal/command'
import { defaultStateFile } from '../practice-portal/state-folder'

const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])

void runCli(process.argv.slice(2), {
  stdout: text => process.stdout.write(text),
  stderr: text => process.stderr.write(text),
  defaultStateFile: defaultStateFile({ platform: process.platform, env: process.env, home: homedir() }),
  interrupted,
}).then(exitCode => {
  process.exitCode = exitCode
})
