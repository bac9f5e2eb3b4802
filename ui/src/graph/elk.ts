// The layout, made in a worker that is a file of the bundle: the server's policy allows no other.
import ELK, { type ElkNode } from 'elkjs/lib/elk-api'
import workerUrl from 'elkjs/lib/elk-worker.min.js?url'

const DEADLINE_MILLIS = 20_000

class Layouter {
  /** Told of a worker that breaks, which answers nothing. */
  onBreak: (reason: string) => void = () => {}
  private readonly elk = new ELK({
    workerUrl,
    workerFactory: (url) => {
      const worker = new Worker(url ?? workerUrl)
      worker.onerror = (event) => {
        this.onBreak(event.message || 'its worker cannot be loaded')
      }
      return worker
    },
  })

  layOut(graph: ElkNode): Promise<ElkNode> {
    return this.elk.layout(graph)
  }

  end(): void {
    this.elk.terminateWorker()
  }
}

/** One that has answered, for the next. */
let idle: Layouter | undefined

/** Ended by its signal at once: what nobody waits for takes no time of what is asked next. */
export function layOut(graph: ElkNode, signal: AbortSignal): Promise<ElkNode> {
  return new Promise((resolve, reject) => {
    const layouter = idle ?? new Layouter()
    idle = undefined
    let isOver = false
    const finish = (act: () => void, isBroken: boolean) => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      if (isBroken || idle) layouter.end()
      else idle = layouter
      act()
    }
    const fail = (reason: string, isBroken = true) => {
      finish(() => reject(new Error(reason)), isBroken)
    }
    const timer = setTimeout(
      () => fail(`it took over ${DEADLINE_MILLIS / 1_000} s`),
      DEADLINE_MILLIS,
    )
    layouter.onBreak = fail
    signal.addEventListener('abort', () => fail('it is not wanted any more'), { once: true })
    layouter.layOut(graph).then(
      (answer) => finish(() => resolve(answer), false),
      (reason: unknown) => fail(reason instanceof Error ? reason.message : String(reason), false),
    )
  })
}
