import { Autocomplete } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { Icon } from '@/shared/components/icon'
import styles from './runs-filters.module.css'
import type { RunsSearch } from './runs-search'
import { termsOf } from './runs-terms'

interface Props {
  search: RunsSearch
  onChange: (next: RunsSearch) => void
}

/** One box for all that is told by a word: Enter takes what is likeliest, the list has what else it may mean. */
export function TermBox({ search, onChange }: Props): ReactElement {
  const [text, setText] = useState('')
  const terms = termsOf(text)
  const submit = (name: string) => {
    const term = terms.find((it) => it.name === name)
    if (!term) return
    setText('')
    onChange(term.apply(search))
  }
  return (
    <Autocomplete
      data-filter
      size="xs"
      w={280}
      leftSection={<Icon name="filter" size={13} />}
      placeholder="Job, tag=value, partition, reason, id"
      aria-label="Filter by job, tag as key=value, partition, location, reason or id"
      spellCheck={false}
      value={text}
      data={terms.map((it) => it.name)}
      filter={({ options }) => options}
      selectFirstOptionOnChange
      comboboxProps={{ shadow: 'md', width: 'max-content', position: 'bottom-start' }}
      renderOption={({ option }) => (
        <span className={styles['option']}>
          <span>{option.value}</span>
          <strong>{terms.find((it) => it.name === option.value)?.text}</strong>
        </span>
      )}
      onChange={(next) => {
        // What was chosen comes as a text first.
        if (!terms.some((it) => it.name === next)) setText(next)
      }}
      onOptionSubmit={submit}
    />
  )
}
