// The names of files that a graph is exported as. Pure.
const MOST = 80

/** `Lineage of +raw/orders` is `lineage-of-raw-orders.svg`. */
export function fileName(title: string, ending: 'svg' | 'dot'): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}_.]+/gu) ?? []
  const name = words
    .join('-')
    .slice(0, MOST)
    .replace(/^[.-]+|[.-]+$/g, '')
  return `${name || 'graph'}.${ending}`
}
