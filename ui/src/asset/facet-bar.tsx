import { Select } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { facetOf, FACETS, type AssetRow, type FacetKey } from './facets'
import type { AssetsSearch } from './search'

const TEXTS: Record<FacetKey, string> = {
  group: 'Any group',
  kind: 'Any kind',
  owner: 'Any owner',
}

export function FacetBar(props: { assets: AssetRow[]; search: AssetsSearch }): ReactElement {
  const { assets, search } = props
  const navigate = useNavigate()
  const shown = FACETS.map((facet) => ({ facet, values: facetOf(assets, search, facet) })).filter(
    ({ facet, values }) => values.length > 0 || search[facet] !== undefined,
  )
  return (
    <>
      {shown.map(({ facet, values }) => (
        <Select
          key={facet}
          w={150}
          clearable
          searchable
          aria-label={TEXTS[facet]}
          placeholder={TEXTS[facet]}
          data={values.map(({ value, count }) => ({ value, label: `${value} (${count})` }))}
          value={search[facet] ?? null}
          onChange={(value) => {
            const { [facet]: _, ...rest } = search
            void navigate({
              to: '/assets',
              search: value === null ? rest : { ...rest, [facet]: value },
            })
          }}
        />
      ))}
    </>
  )
}
