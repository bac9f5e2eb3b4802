// Which level and category an event has in the log. Pure.
export interface LogEvent {
  position: number
  time: string
  kind: string
  step: string | null
  text: string
}

export const LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const
export type Level = (typeof LEVELS)[number]

export const CATEGORIES = ['run', 'steps', 'data', 'logged', 'printed', 'engine'] as const
export type Category = (typeof CATEGORIES)[number]

export const CATEGORY_TEXTS: Record<Category, string> = {
  run: 'Run',
  steps: 'Steps',
  data: 'Data',
  logged: 'Logged',
  printed: 'Printed',
  engine: 'Engine',
}

const KINDS: Record<string, [Category, Level]> = {
  RunFailed: ['run', 'ERROR'],
  RunFailing: ['run', 'ERROR'],
  RunCanceling: ['run', 'WARN'],
  RunCanceled: ['run', 'WARN'],
  RunReplanned: ['run', 'WARN'],
  StepFailed: ['steps', 'ERROR'],
  StepWaitingToRetry: ['steps', 'WARN'],
  StepAbandoned: ['steps', 'WARN'],
  StepCanceled: ['steps', 'WARN'],
  InputLoaded: ['data', 'DEBUG'],
  MaterializationPlanned: ['data', 'DEBUG'],
  OutputStored: ['data', 'INFO'],
  FactsReported: ['data', 'INFO'],
  TypeChecked: ['data', 'INFO'],
  AssetMaterialized: ['data', 'INFO'],
  AssetObserved: ['data', 'INFO'],
  Printed: ['printed', 'INFO'],
  ResourceOpened: ['engine', 'DEBUG'],
  ResourceClosed: ['engine', 'DEBUG'],
  WorkerAttached: ['engine', 'DEBUG'],
  WorkerLost: ['engine', 'ERROR'],
  HookSucceeded: ['engine', 'DEBUG'],
  HookSkipped: ['engine', 'DEBUG'],
  HookFailed: ['engine', 'ERROR'],
  PoolWaiting: ['engine', 'INFO'],
  PoolClaimed: ['engine', 'DEBUG'],
}

/** Others that there are; the server that tells them comes with this page. */
const OTHER_KINDS = [
  'RunQueued',
  'RunPlanned',
  'RunDequeued',
  'RunAttemptStarted',
  'RunStarted',
  'RunSucceeded',
  'StepStarted',
  'StepRestarted',
  'StepFannedOut',
  'StepSucceeded',
  'StepSkipped',
  'StepReused',
  'CheckEvaluated',
  'Logged',
]

/** All kinds of events. */
export const EVENT_KINDS: readonly string[] = [...Object.keys(KINDS), ...OTHER_KINDS]

export function categoryOf({ kind }: Pick<LogEvent, 'kind'>): Category {
  if (kind === 'Logged') return 'logged'
  if (kind === 'CheckEvaluated') return 'data'
  const known = KINDS[kind]
  if (known) return known[0]
  // An event of a newer server is shown too.
  if (kind.startsWith('Run')) return 'run'
  return kind.startsWith('Step') ? 'steps' : 'engine'
}

export function levelOf(event: LogEvent): Level {
  if (event.kind === 'Logged') return loggedLevel(event.text)
  if (event.kind === 'CheckEvaluated') return checkLevel(event.text)
  return KINDS[event.kind]?.[1] ?? 'INFO'
}

/** A logged line is told after its level. */
function loggedLevel(text: string): Level {
  if (text.startsWith('ERROR')) return 'ERROR'
  if (text.startsWith('WARN')) return 'WARN'
  return text.startsWith('INFO') ? 'INFO' : 'DEBUG'
}

function checkLevel(text: string): Level {
  if (text.includes(' did not pass')) return 'ERROR'
  return text.includes(' warns') ? 'WARN' : 'INFO'
}
