// The layout, made in a worker that is a file of the bundle: the server's policy allows no other.
import ELK, { type ElkNode } from 'elkjs/lib/elk-api'
import workerUrl from 'elkjs/lib/elk-worker.min.js?url'

const make = () => new ELK({ workerUrl })
let elk: ReturnType<typeof make> | undefined

export function layOut(graph: ElkNode): Promise<ElkNode> {
  elk ??= make()
  return elk.layout(graph)
}
