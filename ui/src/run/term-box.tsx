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

/** Before the names of terms, so that no text that is typed is one of them. */
const MARK = '\u2063'

/** One box for all that is told by a word: Enter takes what is likeliest, the list has what else it may mean. */
export function TermBox({ search, onChange }: Props): ReactElement {
  const [text, setText] = useState('')
  const terms = termsOf(text)
  const termOf = (option: string) => terms.find((it) => MARK + it.name === option)
  const submit = (option: string) => {
    const term = termOf(option)
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
      data={terms.map((it) => MARK + it.name)}
      filter={({ options }) => options}
      selectFirstOptionOnChange
      comboboxProps={{ shadow: 'md', width: 'max-content', position: 'bottom-start' }}
      renderOption={({ option }) => (
        <span className={styles['option']}>
          <span>{termOf(option.value)?.name}</span>
          <strong>{termOf(option.value)?.text}</strong>
        </span>
      )}
      onChange={(next) => {
        // What was chosen comes as a text first.
        if (!next.startsWith(MARK)) setText(next)
      }}
      onOptionSubmit={submit}
    />
  )
}
