// Which step of a run a link means that comes from views over many runs. Pure.

/**
 * The step of that key; or else the first of that name, as views over runs leave out the partition of the run, or
 * say one where the step has none.
 */
export function stepNamed(name: string, keys: Iterable<string>): string {
  const all = [...keys]
  const bare = name.replace(/\[.*$/s, '')
  const found =
    all.find((key) => key === name) ??
    all.find((key) => key.startsWith(`${name}[`)) ??
    all.find((key) => key === bare) ??
    all.find((key) => key.startsWith(`${bare}[`))
  return found ?? name
}
