import { once } from 'node:events'
import { createConnection } from 'node:net'

const LITTLE_ENDIAN = 0x6c
const METHOD_CALL = 1
const PROTOCOL_VERSION = 1
const FIELD = { path: 1, interface: 2, member: 3, destination: 6, signature: 8 } as const
const DO_NOT_QUEUE = 4
const BUS = 'org.freedesktop.DBus'

/**
 * Joins a message bus, takes a name on it and never answers what is sent there. Answers a function that leaves the bus.
 * As much of the D-Bus protocol as that needs, because no package in the project speaks it.
 */
export async function takeBusName(address: string, name: string): Promise<() => void> {
  const path = /unix:(?:path|abstract)=([^,;]+)/.exec(address)?.[1]
  if (path === undefined) throw new Error('The address of the bus is not of a kind this knows')
  const socket = createConnection(address.includes('abstract=') ? `\0${path}` : path)
  await once(socket, 'connect')
  const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
  await once(socket, 'data')
  socket.write('BEGIN\r\n')
  socket.write(methodCall(1, 'Hello', '', Buffer.alloc(0)))
  await once(socket, 'data')
  socket.write(methodCall(2, 'RequestName', 'su', Buffer.concat([padded(text(name), 4), uint32(DO_NOT_QUEUE)])))
  await once(socket, 'data')
  // What comes from now on are questions, and they stay open.
  socket.resume()
  return () => socket.destroy()
}

function methodCall(serial: number, member: string, signature: string, body: Buffer): Buffer {
  const fields = [
    field(FIELD.path, 'o', text('/org/freedesktop/DBus')),
    field(FIELD.interface, 's', text(BUS)),
    field(FIELD.member, 's', text(member)),
    field(FIELD.destination, 's', text(BUS)),
    ...(signature === '' ? [] : [field(FIELD.signature, 'g', shortText(signature))]),
  ]
  // Each field begins on a multiple of 8; the last one is not filled up within the counted length.
  const joined = fields.reduce((all, next) => Buffer.concat([padded(all, 8), next]), Buffer.alloc(0))
  const start = Buffer.from([LITTLE_ENDIAN, METHOD_CALL, 0, PROTOCOL_VERSION])
  const head = Buffer.concat([start, uint32(body.length), uint32(serial), uint32(joined.length), joined])
  return Buffer.concat([padded(head, 8), body])
}

function field(code: number, type: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([code]), shortText(type), value])
}

function text(value: string): Buffer {
  const bytes = Buffer.from(`${value}\0`)
  return Buffer.concat([uint32(bytes.length - 1), bytes])
}

function shortText(value: string): Buffer {
  return Buffer.concat([Buffer.from([value.length]), Buffer.from(`${value}\0`)])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function padded(bytes: Buffer, to: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)])
}
