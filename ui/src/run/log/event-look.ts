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

export function categoryOf(event: LogEvent): Category {
  if (event.kind === 'Logged') return 'logged'
  if (event.kind === 'CheckEvaluated') return 'data'
  const known = KINDS[event.kind]
  if (known) return known[0]
  // An event of a newer server is shown too.
  if (event.kind.startsWith('Run')) return 'run'
  return event.kind.startsWith('Step') ? 'steps' : 'engine'
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
