import { createCompareAnswers, type CompareQuestion } from './compare-answers'

const answer = createCompareAnswers()
addEventListener('message', ({ data }: MessageEvent<CompareQuestion>) => postMessage(answer(data)))
