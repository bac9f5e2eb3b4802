import { Handle, Position, type NodeProps } from '@xyflow/react'
import type { ReactElement, ReactNode } from 'react'
import { Icon } from '@/shared/components/icon'
import { Status, type AnyStatus, type Tone } from '@/shared/components/status'
import { Kind } from '@/shared/look/kind'
import type { Box, Item } from './model'
import styles from './graph.module.css'
import { boxName, countText, TONES } from './words'

/** What a card says. */
export interface Face {
  title: string
  detail?: string
  status?: AnyStatus
  /** Short words, such as kinds. */
  marks?: readonly string[]
  /** Whether it stands for several. */
  isMany?: boolean
}

export interface GraphItem extends Item {
  face: Face
}

export interface CardData extends Record<string, unknown> {
  item: GraphItem
  isDim: boolean
}

export interface BoxData extends Record<string, unknown> {
  box: Box
  noun: [one: string, many: string]
  toneText: Record<Tone | 'none', string>
  isDim: boolean
  onToggle: () => void
}

function Ends(): ReactElement {
  const look = { isConnectable: false, className: styles['end'] ?? '' }
  return (
    <>
      <Handle type="target" position={Position.Left} {...look} />
      <Handle type="source" position={Position.Right} {...look} />
    </>
  )
}

export function Card({ data, selected }: NodeProps & { data: CardData }): ReactElement {
  const { face, tone } = data.item
  return (
    <div
      className={styles['card']}
      data-tone={tone}
      data-selected={selected || undefined}
      data-dim={data.isDim || undefined}
      data-many={face.isMany || undefined}
      title={face.title}
    >
      <Ends />
      <div className={styles['title']}>
        {face.status && <Status status={face.status} isBare />}
        <span className={styles['name']}>{face.title}</span>
        {face.marks?.slice(0, 2).map((mark) => (
          <Kind key={mark} name={mark} className={styles['mark'] ?? ''} />
        ))}
      </div>
      {face.detail && <div className={styles['detail']}>{face.detail}</div>}
    </div>
  )
}

export function BoxCard({ data, selected }: NodeProps & { data: BoxData }): ReactElement {
  const { box, noun } = data
  return (
    <div
      className={box.isOpen ? styles['open'] : styles['closed']}
      data-selected={selected || undefined}
      data-dim={data.isDim || undefined}
    >
      <Ends />
      <button
        type="button"
        className={`${styles['head'] ?? ''} nopan`}
        aria-expanded={box.isOpen}
        onClick={(event) => {
          event.stopPropagation()
          data.onToggle()
        }}
      >
        <Icon name={box.isOpen ? 'down' : 'right'} size={13} />
        <span className={styles['boxName']}>{boxName(box)}</span>
        <span className={styles['count']}>{countText(box.count, noun)}</span>
      </button>
      {!box.isOpen && <Counts box={box} texts={data.toneText} />}
    </div>
  )
}

/** How many within are how, as a bar and in words. */
function Counts(props: { box: Box; texts: BoxData['toneText'] }): ReactNode {
  const parts = TONES.map((tone) => ({ tone, count: props.box.tones.get(tone) ?? 0 })).filter(
    (it) => it.count > 0 && it.tone !== 'none',
  )
  if (parts.length === 0) return null
  const text = parts.map((it) => `${it.count.toLocaleString('en')} ${props.texts[it.tone]}`)
  return (
    <div className={styles['counts']} title={text.join(', ')}>
      <div className={styles['bar']} aria-hidden>
        {parts.map((it) => (
          <span key={it.tone} data-tone={it.tone} style={{ flexGrow: it.count }} />
        ))}
      </div>
      {text.slice(0, 2).map((it, index) => (
        <span key={it} className={styles['tally']}>
          {index === 0 && text.length > 1 ? `${it}, ` : it}
        </span>
      ))}
    </div>
  )
}
