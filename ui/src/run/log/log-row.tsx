import { memo, type ReactElement } from 'react'
import { clock, type TimeStyle } from '@/shared/time/format'
import { categoryOf, CATEGORY_TEXTS, levelOf, type LogEvent } from './event-look'
import { splitByMatch } from './log-filter'
import { lineLink } from './line-place'
import styles from './log.module.css'

interface Props {
  event: LogEvent
  top: number
  needle: string
  isMarked: boolean
  withStep: boolean
  style: TimeStyle
  onMark: () => void
}

export const LogRow = memo(
  function LogRow(props: Props): ReactElement {
    const { event, needle } = props
    return (
      // The keys of the list reach each line.
      // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
      <div
        className={styles['line']}
        data-level={levelOf(event)}
        data-marked={props.isMarked || undefined}
        data-steps={props.withStep || undefined}
        style={{ transform: `translateY(${props.top}px)` }}
        onClick={props.onMark}
      >
        <a
          className={styles['number']}
          href={lineLink(location.href, event.position)}
          aria-label={`Link to line ${event.position}`}
          title="Link to this line"
          // The marked line alone can be reached by Tab, the others by the arrows.
          tabIndex={props.isMarked ? 0 : -1}
          onClick={(click) => {
            // What is opened here keeps the filters; what is copied or opened elsewhere has none.
            if (!click.ctrlKey && !click.metaKey && !click.shiftKey) click.preventDefault()
            else click.stopPropagation()
          }}
        >
          {event.position}
        </a>
        <span className={styles['time']}>{clock(event.time, props.style, true)}</span>
        <span className={styles['kind']} title={event.kind}>
          {CATEGORY_TEXTS[categoryOf(event)]}
        </span>
        {props.withStep && (
          <span className={styles['step']} title={event.step ?? undefined}>
            {event.step === null ? '' : <Marked text={event.step} needle={needle} />}
          </span>
        )}
        <span className={styles['text']}>
          <Marked text={event.text} needle={needle} />
        </span>
      </div>
    )
  },
  (a, b) =>
    a.event === b.event &&
    a.top === b.top &&
    a.needle === b.needle &&
    a.isMarked === b.isMarked &&
    a.withStep === b.withStep &&
    a.style === b.style,
  // What is called on a click is the same for the same line at the same place.
)

function Marked({ text, needle }: { text: string; needle: string }): ReactElement {
  if (needle === '') return <>{text}</>
  return (
    <>
      {splitByMatch(text, needle).map((part, index) =>
        index % 2 === 1 ? <mark key={index}>{part}</mark> : part,
      )}
    </>
  )
}
