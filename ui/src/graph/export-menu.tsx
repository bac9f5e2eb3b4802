import { Button, Menu } from '@mantine/core'
import type { ReactElement } from 'react'
import { Icon } from '@/shared/components/icon'
import { download } from '@/shared/download'
import { fullUtc } from '@/shared/time/format'
import type { GraphItem } from './card'
import { dotOf } from './dot'
import type { Drawing } from './drawing'
import { fileName } from './file-name'
import styles from './graph.module.css'
import type { Seen } from './model'
import { svgOf } from './svg'
import { countText, type Words } from './words'

interface Props {
  /** Of the picture, and of the files. */
  title: string
  count: number
  words: Words
  /** Undefined as long as nothing is drawn. */
  drawing: (() => Drawing) | undefined
  seen: () => Seen<GraphItem>
  /** What the picture lacks. */
  note?: string | undefined
}

/** What a graph shows, as a file. It is written when it is asked for. */
export function ExportMenu(props: Props): ReactElement {
  const { title, drawing } = props
  const caption = () => {
    const time = fullUtc(new Date().toISOString()).replace(/:\d\d\.\d+/, '')
    return { title, detail: `${countText(props.count, props.words.noun)}, ${time}` }
  }
  return (
    <Menu position="top-end" withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-xs"
          className={styles['export'] ?? ''}
          leftSection={<Icon name="download" size={13} />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          disabled={!drawing}
          onClick={() => {
            if (drawing)
              download(fileName(title, 'svg'), 'image/svg+xml', svgOf(drawing(), caption()))
          }}
        >
          SVG
          <div className={styles['exported']}>
            {drawing
              ? (props.note ?? 'The picture, with names and states')
              : 'When the picture is drawn'}
          </div>
        </Menu.Item>
        <Menu.Item
          onClick={() => {
            const text = dotOf(props.seen(), caption(), props.words)
            download(fileName(title, 'dot'), 'text/vnd.graphviz', text)
          }}
        >
          DOT (Graphviz)
          <div className={styles['exported']}>Nodes, groups and edges as a text</div>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
