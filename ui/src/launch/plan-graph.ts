// A plan as a graph: steps of one name are one card, as many as they are. Pure.
import type { GraphItem } from '@/graph/card'
import type { Edge } from '@/graph/model'

export interface PlannedStep {
  key: string
  kind: string
  isTemplate: boolean
  upstream: readonly string[]
  reusedFrom: string | null
}

export interface PlanGraph {
  items: GraphItem[]
  edges: Edge[]
}

export function planGraph(steps: readonly PlannedStep[]): PlanGraph {
  const members = new Map<string, PlannedStep[]>()
  for (const step of steps) {
    const name = nameOf(step.key)
    const known = members.get(name)
    if (known) known.push(step)
    else members.set(name, [step])
  }
  const items = [...members].map(([name, all]): GraphItem => {
    const reused = all.filter((it) => it.reusedFrom !== null).length
    const isTemplate = all.some((it) => it.isTemplate)
    const parts = [
      all.length > 1 ? `${all.length} steps` : '',
      isTemplate ? 'for each element' : '',
      reused > 0 ? (reused === all.length ? 'reused' : `${reused} reused`) : '',
    ].filter((it) => it !== '')
    return {
      id: name,
      path: [],
      tone: reused === all.length ? 'ok' : 'none',
      face: {
        title: name,
        detail: parts.join(', ') || 'runs',
        marks:
          all[0]?.kind === 'FAN_OUT' ? ['fans out'] : all[0]?.kind === 'CHECK' ? ['check'] : [],
        isMany: all.length > 1 || isTemplate,
        ...(reused === all.length ? { status: 'REUSED' as const } : {}),
      },
    }
  })
  const seen = new Set<string>()
  const edges = steps.flatMap((step) =>
    step.upstream.flatMap((upstream): Edge[] => {
      const edge = { from: nameOf(upstream), to: nameOf(step.key) }
      const key = `${edge.from}\n${edge.to}`
      if (edge.from === edge.to || seen.has(key) || !members.has(edge.from)) return []
      seen.add(key)
      return [edge]
    }),
  )
  return { items, edges }
}

function nameOf(key: string): string {
  const at = key.indexOf('[')
  return at < 0 ? key : key.slice(0, at)
}
