// Stands in for the server in tests: answers by the name of the operation.
type Variables = Record<string, unknown>
type Answer = (variables: Variables) => unknown

export interface Asked {
  operation: string
  variables: Variables
}

export class FakeApi {
  readonly asked: Asked[] = []
  private readonly answers = new Map<string, Answer>()
  private readonly failures: (Response | Error)[] = []

  constructor() {
    window.fetch = (_, init) => this.fetch(init?.body)
  }

  answer(operation: string, answer: Answer): this {
    this.answers.set(operation, answer)
    return this
  }

  /** Keeps an operation waiting; returns what answers it. */
  hold(operation: string): (answer: unknown) => void {
    let release: (answer: unknown) => void = () => {}
    const held = new Promise((resolve) => {
      release = resolve
    })
    this.answers.set(operation, () => held)
    return release
  }

  /** What the next requests get instead of an answer. */
  failNext(...failures: (Response | Error)[]): this {
    this.failures.push(...failures)
    return this
  }

  variablesOf(operation: string): Variables[] {
    return this.asked.filter((it) => it.operation === operation).map((it) => it.variables)
  }

  private fetch(body: unknown): Promise<Response> {
    const { query, variables } = JSON.parse(body as string) as {
      query: string
      variables: Variables
    }
    const operation = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? ''
    this.asked.push({ operation, variables })
    const failure = this.failures.shift()
    if (failure instanceof Error) return Promise.reject(failure)
    if (failure) return Promise.resolve(failure)
    const answer = this.answers.get(operation)
    if (!answer) return Promise.reject(new Error(`the test answers no ${operation}`))
    return Promise.resolve(answer(variables)).then((data) => Response.json({ data }))
  }
}
