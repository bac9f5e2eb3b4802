/** A copy that lacks some of its keys, such as of the search of an address. */
export function without<T extends object, K extends keyof T>(all: T, ...keys: K[]): Omit<T, K> {
  const left = Object.entries(all).filter(([key]) => !(keys as PropertyKey[]).includes(key))
  return Object.fromEntries(left) as Omit<T, K>
}
