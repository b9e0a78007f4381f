import { readSource } from './source-reading'

addEventListener('message', ({ data }: MessageEvent<string>) => postMessage(readSource(data)))
