import type { CommandLine, Session, WebContents } from 'electron'

/** A proxy that no packet can reach: the system itself refuses to connect to the address of everybody. */
const NO_PROXY_THERE = 'socks5://255.255.255.255:9'

/** Must run before Electron is ready. */
export function denyNameLookups(commandLine: Pick<CommandLine, 'appendSwitch'>): void {
  // SECURITY: a link of kind `dns-prefetch` would ask for a name of any host, past the CSP and the filter of requests.
  commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false')
}

/** Leaves a session's pages no connection of their own, not even one that is no request. */
export function denyConnections(session: Pick<Session, 'setProxy'>): Promise<void> {
  // SECURITY: WebRTC over TCP passes the CSP and the filter of requests, but not the proxy.
  return session.setProxy({ proxyRules: NO_PROXY_THERE, proxyBypassRules: '<-loopback>' })
}

/** Leaves a page no packet that goes past the proxy of its session. */
export function denyPeerConnections(contents: Pick<WebContents, 'setWebRTCIPHandlingPolicy'>): void {
  // SECURITY: otherwise a page could send to any host, and tell the names of this network's computers, by WebRTC.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}
