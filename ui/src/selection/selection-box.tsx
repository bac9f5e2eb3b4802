import { Autocomplete } from '@mantine/core'
import { useMemo, type ReactElement } from 'react'
import { Icon } from '@/shared/components/icon'
import { useWritten } from '@/shared/components/use-written'
import { completions, type Vocabulary } from './complete'
import styles from './selection-box.module.css'

interface Props {
  label: string
  isLabelHidden?: boolean
  description?: string
  placeholder?: string
  value: string
  onWrite: (text: string) => void
  words: Vocabulary
  error?: string | undefined
  width?: number | string
  onFocus?: () => void
}

/** A box for the selection language, with what it can go on with. It writes after a pause. */
export function SelectionBox(props: Props): ReactElement {
  const text = useWritten(props.value, String, props.onWrite)
  const found = useMemo(() => completions(text.value, props.words), [text.value, props.words])
  const byText = useMemo(() => new Map(found.map((it) => [it.text, it])), [found])
  return (
    <Autocomplete
      data-filter
      size="xs"
      w={props.width ?? '100%'}
      {...(props.isLabelHidden ? { 'aria-label': props.label } : { label: props.label })}
      description={props.description}
      placeholder={props.placeholder ?? ''}
      leftSection={<Icon name="search" size={13} />}
      spellCheck={false}
      error={props.error}
      value={text.value}
      data={[...byText.keys()]}
      filter={({ options }) => options}
      maxDropdownHeight={320}
      comboboxProps={{ shadow: 'md', width: 'max-content', position: 'bottom-start' }}
      renderOption={({ option }) => {
        const completion = byText.get(option.value)
        return (
          <span className={styles['option']}>
            <span>{completion?.shown ?? option.value}</span>
            <span>{completion?.detail}</span>
          </span>
        )
      }}
      onChange={text.change}
      onBlur={text.flush}
      {...(props.onFocus ? { onFocus: props.onFocus } : {})}
      onKeyDown={(event) => {
        if (event.key === 'Enter') text.flush()
      }}
    />
  )
}
