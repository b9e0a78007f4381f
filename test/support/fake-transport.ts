import type { HttpRequest, HttpResponse, HttpTransport } from '../../electron/main/rest/http-transport'

type Answer = Partial<HttpResponse> | Error
type Answering = (request: HttpRequest, signal: AbortSignal | undefined) => Answer | Promise<Answer>

/** A transport that remembers what was sent and answers what a test says. */
export class FakeTransport implements HttpTransport {
  readonly sent: HttpRequest[] = []
  readonly #answering: Answering

  constructor(answering: Answering) {
    this.#answering = answering
  }

  async send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse> {
    this.sent.push(request)
    const answer = await this.#answering(request, signal)
    if (answer instanceof Error) throw answer
    return responseOf(answer)
  }
}

/** A response with what most answers have, where a test says nothing else. */
export function responseOf(parts: Partial<HttpResponse> = {}): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: '',
    isExact: true,
    ...parts,
  }
}
