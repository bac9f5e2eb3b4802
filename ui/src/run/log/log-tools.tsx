import { ActionIcon, Button, Menu, Select, Switch } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type KeyboardEvent, type ReactElement } from 'react'
import { Icon } from '@/shared/components/icon'
import { TextBox } from '@/shared/components/text-box'
import type { RunModel } from '../run-model'
import type { RunSearch } from '../run-search'
import { CATEGORIES, CATEGORY_TEXTS, type Category, type Level } from './event-look'
import type { Shown } from './log-filter'
import styles from './log.module.css'
import type { Found } from './use-found'

interface Props {
  model: RunModel
  search: RunSearch
  shown: Shown
  /** What was looked for in the whole log, where a part of it was read. */
  found: Found | undefined
  /** The index of the marked line. */
  marked: number
  isLive: boolean
  /** Looks further through the log, where that waits to be asked for. */
  further: (() => void) | undefined
  onChange: (next: Partial<RunSearch>) => void
  onMark: (index: number) => void
}

const LEVEL_TEXTS: { value: Level; label: string }[] = [
  { value: 'DEBUG', label: 'All levels' },
  { value: 'INFO', label: 'Info and worse' },
  { value: 'WARN', label: 'Warnings and worse' },
  { value: 'ERROR', label: 'Errors' },
]

const BARREN = 'None of the last 5,000 lines that were found passes the filters'

export function LogTools(props: Props): ReactElement {
  const { model, search, shown, onChange } = props
  return (
    <div className={styles['tools']}>
      <Find {...props} />
      <Select
        w={150}
        aria-label="Level"
        data={LEVEL_TEXTS}
        value={search.level ?? 'DEBUG'}
        allowDeselect={false}
        onChange={(level) => {
          if (level) onChange({ level })
        }}
      />
      <Categories hidden={search.hide ?? []} onChange={(hide) => onChange({ hide })} />
      {search.step !== undefined && (
        <Link
          to="."
          search={({ step: _, ...rest }: RunSearch) => rest}
          className={styles['chip']}
          title="Show the log of all steps"
        >
          <span>{search.step}</span>
          <Icon name="close" size={11} />
        </Link>
      )}
      <span className={styles['counts']} role="status">
        {props.found
          ? foundText(shown.lines.length, props.found)
          : countText(shown.lines.length, model)}
      </span>
      {!model.isWhole && !props.isLive && !props.found && <ReadMore model={model} />}
      {props.further && (
        <Button variant="default" title={BARREN} onClick={props.further}>
          Look further
        </Button>
      )}
      {props.isLive && (
        <Switch
          label="Follow"
          checked={search.follow ?? false}
          onChange={(event) => onChange({ follow: event.currentTarget.checked })}
        />
      )}
    </div>
  )
}

function countText(shown: number, model: RunModel): string {
  const all = model.events.length
  const text = shown === all ? numbered(all) : `${shown.toLocaleString('en')} of ${numbered(all)}`
  return model.isReading && !model.isWhole ? `${text} …` : text
}

function foundText(shown: number, { total, isReading }: Found): string {
  if (!total) return isReading ? 'Looking through the whole log …' : ''
  const all = `${numbered(total.number)}${total.isExact ? '' : ' or more'} in the whole log`
  return shown === total.number ? all : `${shown.toLocaleString('en')} of ${all}`
}

function numbered(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'line' : 'lines'}`
}

function Find({ search, shown, marked, onChange, onMark }: Props): ReactElement {
  const at = shown.matches.indexOf(marked)
  const count = shown.matches.length
  const go = (by: 1 | -1) => {
    const next =
      at >= 0
        ? (at + by + count) % count
        : Math.max(0, by > 0 ? shown.matches.findIndex((line) => line > marked) : count - 1)
    const line = shown.matches[next]
    if (line !== undefined) onMark(line)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || count === 0) return
    event.preventDefault()
    go(event.shiftKey ? -1 : 1)
  }
  return (
    <>
      <TextBox
        w={220}
        placeholder="Find in the log"
        aria-label="Find in the log; Enter goes to the next line"
        leftSection={<Icon name="search" size={13} />}
        value={search.text ?? ''}
        onWrite={(text) => onChange({ text })}
        onKeyDown={press}
      />
      {search.text && (
        <span className={styles['found']}>
          {count === 0 ? 'None' : `${at >= 0 ? `${at + 1} of ` : ''}${count.toLocaleString('en')}`}
          <ActionIcon
            size={22}
            aria-label="Previous match"
            disabled={count === 0}
            onClick={() => go(-1)}
          >
            <Icon name="up" size={13} />
          </ActionIcon>
          <ActionIcon
            size={22}
            aria-label="Next match"
            disabled={count === 0}
            onClick={() => go(1)}
          >
            <Icon name="down" size={13} />
          </ActionIcon>
          <Switch
            label="Only these"
            checked={search.only ?? false}
            onChange={(event) => onChange({ only: event.currentTarget.checked })}
          />
        </span>
      )}
    </>
  )
}

function Categories(props: {
  hidden: Category[]
  onChange: (hidden: Category[]) => void
}): ReactElement {
  const { hidden, onChange } = props
  const toggle = (category: Category) => {
    const isHidden = hidden.includes(category)
    onChange(isHidden ? hidden.filter((it) => it !== category) : [...hidden, category])
  }
  const text = hidden.length === 0 ? 'All kinds' : `${CATEGORIES.length - hidden.length} kinds`
  return (
    <Menu closeOnItemClick={false} position="bottom-start">
      <Menu.Target>
        <Button variant="default" rightSection={<Icon name="down" size={12} />}>
          {text}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {CATEGORIES.map((category) => (
          <Menu.Item
            key={category}
            role="menuitemcheckbox"
            aria-checked={!hidden.includes(category)}
            leftSection={
              <span style={{ visibility: hidden.includes(category) ? 'hidden' : 'visible' }}>
                <Icon name="check" size={13} />
              </span>
            }
            onClick={() => {
              toggle(category)
            }}
          >
            {CATEGORY_TEXTS[category]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function ReadMore({ model }: { model: RunModel }): ReactElement {
  const [end] = useState(() => new AbortController())
  return (
    <Button
      variant="default"
      loading={model.isReading}
      title="The log has more lines than were read"
      onClick={() => {
        void model.readMore(end.signal)
      }}
    >
      Read more
    </Button>
  )
}
