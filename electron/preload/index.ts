import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { contract } from '#common/ipc/index'
import { channelOf, type Contract } from '#common/ipc/contract'

type Listener = (payload: unknown) => void

const calls = Object.entries<Contract[string]>(contract).map(([feature, entries]): [string, object] => {
  const bridged = Object.entries(entries).map(([name, call]): [string, (argument: never) => unknown] => {
    const channel = channelOf(feature, name)
    if (call.kind === 'method') return [name, (input: unknown) => ipcRenderer.invoke(channel, input)]
    return [name, (listener: Listener) => subscribe(channel, listener)]
  })
  return [feature, Object.fromEntries(bridged)]
})

contextBridge.exposeInMainWorld('bridge', Object.fromEntries(calls))

function subscribe(channel: string, listener: Listener): () => void {
  if (typeof listener !== 'function') throw new TypeError('Only a function can listen')
  // SECURITY: the event holds the sender, so only the payload is passed on.
  const forward = (_event: IpcRendererEvent, payload: unknown): void => listener(payload)
  ipcRenderer.on(channel, forward)
  return () => {
    // SECURITY: this answers ipcRenderer itself, with which a page could send on any channel.
    ipcRenderer.removeListener(channel, forward)
  }
}
