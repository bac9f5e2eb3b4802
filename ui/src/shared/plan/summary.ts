// A plan told by what is the same in it. Pure.
export interface PlannedStep {
  key: string
  isTemplate: boolean
  reusedFrom: string | null
}

export interface PlannedGroup {
  name: string
  run: number
  reused: number
  isTemplate: boolean
  origin: string | null
}

export interface PlannedSteps {
  run: number
  reused: number
  groups: PlannedGroup[]
}

/** Steps of one name for many partitions are one line. */
export function summaryOf(steps: readonly PlannedStep[]): PlannedSteps {
  const members = new Map<string, PlannedStep[]>()
  for (const step of steps) {
    const at = step.key.indexOf('[')
    const name = at < 0 ? step.key : step.key.slice(0, at)
    members.set(name, [...(members.get(name) ?? []), step])
  }
  const groups = [...members].map(([name, all]): PlannedGroup => {
    const reused = all.filter((step) => step.reusedFrom !== null)
    return {
      name: all.length === 1 && all[0] ? all[0].key : name,
      run: all.length - reused.length,
      reused: reused.length,
      isTemplate: all.some((step) => step.isTemplate),
      origin: reused[0]?.reusedFrom ?? null,
    }
  })
  return {
    run: groups.reduce((sum, group) => sum + group.run, 0),
    reused: groups.reduce((sum, group) => sum + group.reused, 0),
    groups,
  }
}
