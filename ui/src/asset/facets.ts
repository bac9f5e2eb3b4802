// What the assets that were loaded can be narrowed by. Pure.
import type { AssetsQuery } from '@/shared/api/generated/graphql'
import type { AssetsSearch } from './search'

export type AssetRow = AssetsQuery['assets']['assets'][number]

export type FacetKey = 'group' | 'kind' | 'owner'
export const FACETS: readonly FacetKey[] = ['group', 'kind', 'owner']

export interface FacetValue {
  value: string
  count: number
}

export function valuesOf(asset: AssetRow, facet: FacetKey): string[] {
  switch (facet) {
    case 'group':
      return asset.group === '' ? [] : [asset.group]
    case 'kind':
      return asset.kinds
    case 'owner':
      return asset.owners
  }
}

/** Those that pass all facets but `except`. */
export function narrowed(
  assets: readonly AssetRow[],
  search: AssetsSearch,
  except?: FacetKey,
): AssetRow[] {
  const wanted = FACETS.filter((facet) => facet !== except && search[facet] !== undefined)
  return assets.filter((asset) =>
    wanted.every((facet) => valuesOf(asset, facet).includes(search[facet] ?? '')),
  )
}

/** The values with how many would be left, most first. */
export function facetOf(
  assets: readonly AssetRow[],
  search: AssetsSearch,
  facet: FacetKey,
): FacetValue[] {
  const counts = new Map<string, number>()
  for (const asset of narrowed(assets, search, facet)) {
    for (const value of valuesOf(asset, facet)) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value))
}

/**
 * What is shown, in the selection language: what was typed and the facets that were chosen. Undefined when all
 * assets are shown, and where the language cannot say it.
 */
export function shownSelection(search: AssetsSearch): string | undefined {
  const labels = FACETS.flatMap((facet) => {
    const value = search[facet]
    return value === undefined ? [] : [labelOf(facet, value)]
  })
  if (labels.includes(undefined)) return undefined
  const typed = search.select === undefined ? [] : [selectionOf(search.select)]
  if (labels.length === 0) return typed[0]
  return [...typed.map((it) => `(${it})`), ...labels].join(' and ')
}

/** The language has no sign for a quote within its quotes. */
function labelOf(facet: FacetKey, value: string): string | undefined {
  const quote = [`"`, `'`].find((it) => !value.includes(it))
  return quote && `${facet}:${quote}${value}${quote}`
}

/** A word that is no language is looked for in the names. */
export function selectionOf(typed: string): string {
  const text = typed.trim()
  if (text === '') return '*'
  return /^[\w./-]+$/.test(text) ? `key:"*${text}*"` : text
}
