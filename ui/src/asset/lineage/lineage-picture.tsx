import { useNavigate } from '@tanstack/react-router'
import { lazy, useMemo, useState, type ReactElement } from 'react'
import { boxId, isBox, reach } from '@/graph/model'
import { namesIn, writtenNames } from '@/graph/open'
import { labelled } from '@/selection/complete'
import { ButtonLink } from '@/shared/components/link'
import { Notice } from '@/shared/components/notice'
import {
  MOST_CARDS,
  openAtFirst,
  openWithin,
  TONE_TEXT,
  type AssetGraph,
  type Opened,
} from './lineage'
import type { LineageSearch } from './lineage-search'

const GraphView = lazy(() => import('@/graph/graph-view').then((it) => ({ default: it.GraphView })))
const OverviewCanvas = lazy(() =>
  import('@/graph/overview').then((it) => ({ default: it.OverviewCanvas })),
)

const NOUN: [string, string] = ['asset', 'assets']

export interface PartProps {
  graph: AssetGraph
  search: LineageSearch
  /** A step can be gone back over. */
  write: (next: Partial<LineageSearch>, isStep?: boolean) => void
}

export function openOf(graph: AssetGraph, search: LineageSearch): Opened {
  return openWithin(graph.items, namesIn(search.open) ?? openAtFirst(graph))
}

/** Whether the closed groups alone are more than can be shown as cards. */
export function isForced(graph: AssetGraph): boolean {
  return graph.groups.length > MOST_CARDS
}

/** The groups as cards and boxes, or all assets on a canvas. */
export function Picture({ graph, search, write }: PartProps): ReactElement {
  const navigate = useNavigate()
  const { open: names, refused } = openOf(graph, search)
  const [tried, setTried] = useState<string>()
  const key = JSON.stringify(names)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the same names are the same
  const open = useMemo(() => new Set(names.map((it) => boxId([it]))), [key])
  const lit = useMemo(() => {
    const { node } = search
    if (node === undefined || !graph.items.some((it) => it.id === node)) return undefined
    return new Set([...reach(node, graph.edges, 'up'), ...reach(node, graph.edges, 'down')])
  }, [graph, search])
  const onSelect = (node: string | undefined) => {
    if (node === undefined || !isBox(node)) write({ node: node ?? '' })
  }
  const onEnter = (node: string) => {
    void navigate({ to: '/asset/$', params: { _splat: node } })
  }
  const typed = search.select?.trim() ?? ''
  const title = typed === '' ? 'Lineage' : `Lineage of ${typed}`
  if (search.view === 'all' || isForced(graph)) {
    return (
      <OverviewCanvas
        label="Lineage of all assets"
        items={graph.items}
        edges={graph.edges}
        selected={search.node}
        onSelect={onSelect}
        onEnter={onEnter}
        lit={lit}
        title={title}
        noun={NOUN}
        toneText={TONE_TEXT}
      />
    )
  }
  const onOpen = (next: ReadonlySet<string>) => {
    const wanted = graph.groups.filter((it) => next.has(boxId([it])))
    const opened = wanted.find((it) => !names.includes(it))
    // What was open stays so; the one that is new comes last, and is the one for which there may be no room.
    const kept = names.filter((it) => wanted.includes(it))
    const within = openWithin(graph.items, opened === undefined ? kept : [...kept, opened])
    setTried(within.refused)
    if (within.refused === undefined) write({ open: writtenNames(within.open) }, true)
  }
  const full = tried ?? refused
  return (
    <>
      {full !== undefined && <Full graph={graph} group={full} />}
      <GraphView
        label="Lineage by group"
        items={graph.items}
        edges={graph.edges}
        open={open}
        onOpen={onOpen}
        selected={search.node}
        onSelect={onSelect}
        onEnter={onEnter}
        lit={lit}
        title={title}
        noun={NOUN}
        toneText={TONE_TEXT}
      />
    </>
  )
}

/** Says why a group stays closed, and how its assets are seen. */
function Full({ graph, group }: { graph: AssetGraph; group: string }): ReactElement {
  const count = graph.items.filter((it) => it.group === group).length
  const alone: LineageSearch =
    group === '' ? { view: 'all' } : { select: labelled('group', group), open: [group] }
  if (count > MOST_CARDS) alone.view = 'all'
  return (
    <Notice
      tone="warn"
      title={`Group ${group || 'without a name'} has no room beside what is open`}
      action={
        <ButtonLink to="/lineage" search={alone} variant="default">
          {group === '' ? 'Show all in one picture' : 'Show it alone'}
        </ButtonLink>
      }
    >
      It has {count.toLocaleString('en')} assets, and at most {MOST_CARDS} are shown as cards at
      once. Close other groups, or show it alone.
    </Notice>
  )
}
