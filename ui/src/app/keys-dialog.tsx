import { Modal } from '@mantine/core'
import type { ReactElement } from 'react'
import styles from './keys-dialog.module.css'
import { PLACES } from './use-keys'

const KEYS: [string[], string][] = [
  [['/', 'Ctrl K'], 'Search pages, jobs, assets and runs'],
  [['f'], 'Go to the filter of the page'],
  ...PLACES.map((place): [string[], string] => [[`g ${place.key}`], `Go to ${place.text}`]),
  [['↑', '↓'], 'Move in lists and in the log'],
  [['Enter'], 'Open what is marked'],
  [['Ctrl wheel'], 'Zoom the steps of a run in time'],
  [['← ↑ → ↓'], 'Move in a graph, also from node to node'],
  [['+', '-', '0'], 'Zoom a graph, or show all of it'],
  [['Esc'], 'Close what is open'],
  [['?'], 'Show these keys'],
]

export function KeysDialog(props: { opened: boolean; onClose: () => void }): ReactElement {
  return (
    <Modal {...props} title="Keyboard" size="sm">
      <dl className={styles['keys']}>
        {KEYS.map(([keys, text]) => (
          <div key={text}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
