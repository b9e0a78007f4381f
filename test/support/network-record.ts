import { spawnSync } from 'node:child_process'

/** Somebody whom a program connected to or sent something to, as `tcp 127.0.0.1:80` or `udp [::1]:53`. */
export type Contact = string

/**
 * The command that runs a program and records whom it and its children reach for; the program and what it is given follow.
 * A filter in the kernel lets all other calls pass unseen, so that the program starts nearly as fast as without.
 */
export function recordingCommand(traceFile: string): readonly string[] {
  const calls = 'trace=connect,sendto,sendmsg,sendmmsg'
  return ['strace', '-f', '--seccomp-bpf', '-qq', '-yy', '-e', calls, '-e', 'signal=none', '-o', traceFile]
}

/** Whether this system lets a program be watched; a container may forbid it. */
export function canRecord(): boolean {
  const [command = '', ...options] = recordingCommand('/dev/null')
  return spawnSync(command, [...options, 'true']).status === 0
}

const CALL = /^\d+ +(connect|sendto|sendmsg|sendmmsg)\((\d+)(?:<(.*?)>)?, (.*)$/
const ADDRESS = /sin6?_port=htons\((\d+)\).*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")/g
const PEER_OF_SOCKET = /->(.+)\]$/

/**
 * Everybody in a record, in its order. A connection over UDP sends nothing, and Chromium makes some to learn its own
 * address, so there only sending counts; of TCP the connection does, because a packet has left with it.
 */
export function contactsIn(trace: string): Contact[] {
  const connected = new Map<string, string>()
  return trace.split('\n').flatMap(line => {
    const [, call = '', descriptor = '', socket = '', rest = ''] = CALL.exec(line) ?? []
    if (call === '' || /^(?:UNIX|NETLINK)/.test(socket)) return []
    const named = [...rest.matchAll(ADDRESS)].map(([, port = '', four = '', six = '']) =>
      six === '' ? `${four}:${port}` : `[${six}]:${port}`,
    )
    const isUdp = socket.startsWith('UDP')
    if (call === 'connect' && isUdp) {
      connected.set(descriptor, named[0] ?? '')
      return []
    }
    if (call === 'connect' || !isUdp) return named.map(address => `tcp ${address}`)
    const peer = PEER_OF_SOCKET.exec(socket)?.[1] ?? connected.get(descriptor) ?? 'unknown'
    return (named.length > 0 ? named : [peer]).map(address => `udp ${address}`)
  })
}
