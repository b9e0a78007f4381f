import { describe, expect, it } from 'vitest'
import {
  denyConnections,
  denyNameLookups,
  denyPeerConnections,
} from '../../../../../electron/main/security/page-network'

describe('a page of the app', () => {
  it('asks for the names of no hosts ahead', () => {
    const switches: string[][] = []
    denyNameLookups({ appendSwitch: (name, value = '') => void switches.push([name, value]) })
    expect(switches).toEqual([['blink-settings', 'dnsPrefetchingEnabled=false']])
  })

  it('has a proxy for everything, loopback too, that leads nowhere', async () => {
    const settings: unknown[] = []
    await denyConnections({ setProxy: given => Promise.resolve(void settings.push(given)) })
    expect(settings).toEqual([{ proxyRules: 'socks5://255.255.255.255:9', proxyBypassRules: '<-loopback>' }])
  })

  it('sends no packets past the proxy', () => {
    const policies: string[] = []
    denyPeerConnections({ setWebRTCIPHandlingPolicy: policy => void policies.push(policy) })
    expect(policies).toEqual(['disable_non_proxied_udp'])
  })
})
