import { Button } from '@mantine/core'
import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react'
import { RunsEndedDocument } from '../api/generated/graphql'
import { useFollowed } from '../api/use-followed'
import { ask, countEnded, fromOf, newText, NOTHING_ENDED, take, tell } from './ended-since'

interface Props {
  /** Runs of this job alone. */
  job?: string | undefined
  location?: string | undefined
  /** When what is shown came; 0 before it did. */
  readAt: number
  isReading: boolean
  onRead: () => void
}

/** More are not told apart. */
const MOST = 300

/**
 * Says how many runs ended since something was read, and reads it anew when that is wanted, not by itself. Stands beside
 * a button that always reads anew, which gets the focus when its own button goes away.
 */
export function NewRuns(props: Props): ReactElement {
  // What ended of others is not new of these.
  return <Ended key={JSON.stringify([props.job, props.location])} {...props} />
}

function Ended({ job, location, readAt, isReading, onRead }: Props): ReactElement {
  const [since, setSince] = useState(NOTHING_ENDED)
  const [from, setFrom] = useState(() => fromOf(undefined, Date.now()))
  const filter = useMemo(
    () => ({
      ...(job ? { job } : {}),
      ...(location ? { location } : {}),
      ended: { from: new Date(from).toISOString() },
    }),
    [job, location, from],
  )
  useFollowed(RunsEndedDocument, { filter, limit: MOST }, ({ runs }) => {
    setSince((old) =>
      tell(
        old,
        runs.runs.map((it) => it.id),
      ),
    )
  })
  useEffect(() => {
    if (isReading) setSince(ask)
  }, [isReading])
  useEffect(() => {
    if (readAt === 0) return
    setSince(take)
    setFrom((old) => fromOf(old, Date.now()))
  }, [readAt])
  const count = countEnded(since)
  const place = useRef<HTMLElement>(null)
  const isPressed = useRef(false)
  useEffect(() => {
    if (count > 0 || !isPressed.current) return
    isPressed.current = false
    if (document.activeElement === document.body) focusBeside(place.current)
  }, [count])
  return (
    <span ref={place} role="status">
      {count > 0 && (
        <Button
          variant="light"
          loading={isReading}
          title="They ended since this was read. It is read anew when you say so."
          onClick={() => {
            isPressed.current = true
            setSince(ask)
            onRead()
          }}
        >
          {newText(count, since.told?.size === MOST)}
        </Button>
      )}
    </span>
  )
}

function focusBeside(place: HTMLElement | null): void {
  const beside = place?.nextElementSibling ?? place?.previousElementSibling
  if (beside instanceof HTMLElement) beside.focus()
}
