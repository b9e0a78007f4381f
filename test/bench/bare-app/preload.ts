import { contextBridge, ipcRenderer } from 'electron'

contextBridge.exposeInMainWorld('bare', {
  facts: () => ipcRenderer.invoke('facts'),
  call: (url: string, body: string) => ipcRenderer.invoke('call', url, body),
})
