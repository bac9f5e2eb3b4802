// What launches a run again as it was, with all of it to be changed: the fields of a launch. Pure.
import type { RunRowFragment } from '../api/generated/graphql'

/** As the search of a launch's address has it. */
export interface LaunchOfRun {
  mode?: string
  select?: string
  partitions?: string
  tag?: string[]
}

type Run = Pick<RunRowFragment, 'tags'> & { mode: string }

const SYSTEM = 'dagwerk/'
/** The server takes no long first line of a request, and the address is one. */
const LONGEST = 4_000

/** The config is apart, as it stands after the `#`. Undefined where it is too long for an address. */
export function launchOfRun(run: Run): LaunchOfRun | undefined {
  const valueOf = (key: string) => run.tags.find((it) => it.key === key)?.value
  const select = valueOf(`${SYSTEM}selection`)
  const partitions = valueOf(`${SYSTEM}partitions`)
  const tag = run.tags
    // What the system says of that run it will say anew.
    .filter((it) => !it.key.startsWith(SYSTEM))
    .map((it) => `${it.key}=${it.value}`)
  const launch: LaunchOfRun = {
    ...(run.mode === 'default' ? {} : { mode: run.mode }),
    ...(select ? { select } : {}),
    ...(partitions ? { partitions } : {}),
    ...(tag.length > 0 ? { tag } : {}),
  }
  return encodeURIComponent(JSON.stringify(launch)).length > LONGEST ? undefined : launch
}
