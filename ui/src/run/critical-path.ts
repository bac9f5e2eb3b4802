// The steps that decided how long a run took. Pure.
import type { Progress, StepFacts } from './progress'

/** From the step that ended last back over what each waited for last; in the order of time. */
export function criticalPath(progress: Progress): StepFacts[] {
  const path: StepFacts[] = []
  const seen = new Set<string>()
  let step = latest([...progress.steps.values()])
  while (step && !seen.has(step.key)) {
    seen.add(step.key)
    path.push(step)
    step = latest(progress.upstreamOf(step))
  }
  return path.reverse()
}

function latest(steps: StepFacts[]): StepFacts | undefined {
  let found: StepFacts | undefined
  for (const step of steps) {
    if (step.ended === null || step.began === null) continue
    if (found?.ended == null || step.ended > found.ended) found = step
  }
  return found
}
