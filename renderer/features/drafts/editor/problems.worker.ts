import { findJsonProblems } from '#common/json/find-json-problems'

addEventListener('message', (event: MessageEvent<string>) => postMessage(findJsonProblems(event.data)))
