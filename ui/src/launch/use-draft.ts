import { useLocation, useNavigate } from '@tanstack/react-router'
import { useWritten } from '@/shared/components/use-written'
import { configIn, hashOf } from '@/shared/launch/address'
import { parseLaunchSearch, type LaunchSearch } from './search'

/** What is typed for a launch; the address follows it, with the config after its `#`. */
export function useDraft(search: LaunchSearch): [LaunchSearch, (next: LaunchSearch) => void] {
  const navigate = useNavigate()
  const config = useLocation({ select: (it) => configIn(it.hash) }) ?? search.config
  const given = { ...search, ...(config === undefined ? {} : { config }) }
  const draft = useWritten<LaunchSearch>(given, keyOf, (next) => {
    const { config: written, ...short } = next
    void navigate({
      to: '.',
      search: ({ config: _, ...old }) => ({ ...old, ...short }),
      hash: hashOf(written),
      replace: true,
      resetScroll: false,
      hashScrollIntoView: false,
    })
  })
  return [draft.value, (next) => draft.change({ ...draft.value, ...next })]
}

/** As the address says it: what is empty is left out. */
function keyOf(search: LaunchSearch): string {
  const { preset, mode, select, partitions, tag, config } = parseLaunchSearch({ ...search })
  return JSON.stringify([preset, mode, select, partitions, tag, config])
}
