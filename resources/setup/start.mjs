import { runEntry } from './entry.mjs'
import { projectFolder } from './project.mjs'
import { prepareWindow } from './set-up.mjs'
import { newPicturePath, pictureArrived } from './window-picture.mjs'

const PICTURE_LIMIT_MS = 120_000

/**
 * `npm start`: sets up what is missing and runs the built app. With no display it draws on a virtual one, says where a
 * picture of the window is, and runs until it is told to stop.
 */
await runEntry(
  async context => {
    const { electron, switches, hasDisplay, env } = await prepareWindow(context, { isBuilt: true })
    const words = [projectFolder, ...process.argv.slice(2)]
    if (hasDisplay) return context.processes.start(electron, [...switches, ...words], { env }).exited
    const picture = await newPicturePath()
    // A virtual display has no graphics card; looking for one costs half a second and a complaint.
    const app = context.processes.start(electron, [...switches, '--disable-gpu', ...words], {
      env: { ...env, PAYDESK_WINDOW_PICTURE: picture },
    })
    void announce(context.report, picture, app.exited)
    return app.exited
  },
  { codeOnSignal: () => 0 },
)

/** @param {import('./report.mjs').Report} report @param {string} picture @param {Promise<number>} exited */
async function announce(report, picture, exited) {
  let isRunning = true
  void exited.then(() => (isRunning = false))
  const hasArrived = await Promise.race([pictureArrived(picture, { timeoutMs: PICTURE_LIMIT_MS }), exited])
  if (!isRunning) return
  report.say(
    hasArrived === true
      ? `A picture of the window: ${picture}`
      : 'The window has not become usable within two minutes.',
  )
  report.say('Paydesk is running. Stop it with Ctrl+C.')
}
