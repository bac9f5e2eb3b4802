// The last that a step said before an event of it. Pure.
import { categoryOf, type LogEvent } from './log/event-look'

export const TAIL = 5
/** The kinds of events that are what a step said. */
export const SAID = ['Logged', 'Printed'] as const

/** The last lines of the step of an event, logged or printed, before that event and in their order. */
export function tailOf(events: readonly LogEvent[], { step, position }: LogEvent): LogEvent[] {
  const tail: LogEvent[] = []
  for (let at = events.length - 1; at >= 0 && tail.length < TAIL; at--) {
    const event = events[at]
    if (event && event.position < position && event.step === step && isSaid(event)) tail.push(event)
  }
  return tail.reverse()
}

function isSaid(event: LogEvent): boolean {
  const category = categoryOf(event)
  return category === 'logged' || category === 'printed'
}
