import { Menu, type MenuItemProps } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createLink } from '@tanstack/react-router'
import { forwardRef, type AnchorHTMLAttributes, type ReactElement } from 'react'
import type { Json } from '@/config/schema'
import { request } from '@/shared/api/client'
import { RunConfigDocument } from '@/shared/api/generated/graphql'
import { hashOf } from '@/shared/launch/address'
import { launchOfRun } from '@/shared/launch/of-run'
import type { RunData } from './run-model'

const TEXT = 'Open in launchpad'

type ItemAnchorProps = MenuItemProps &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof MenuItemProps>

const ItemAnchor = forwardRef<HTMLAnchorElement, ItemAnchorProps>(function ItemAnchor(props, ref) {
  return <Menu.Item ref={ref} component="a" {...props} />
})
const ItemLink = createLink(ItemAnchor)

/** Leads to the page of a launch that is filled in as the run was launched; its config is read when the menu is open. */
export function OpenInLaunch({ run }: { run: RunData }): ReactElement {
  const query = useQuery({
    queryKey: ['run', run.id, 'launch-config'],
    queryFn: async ({ signal }) => {
      const data = await request(RunConfigDocument, { id: run.id }, signal)
      return textOf(data.run?.config)
    },
    staleTime: Infinity,
  })
  const search = launchOfRun(run)
  if (!search) return <Off why="Its selection and partitions are too long for an address" />
  if (query.error) return <Off why={`Its config cannot be read: ${query.error.message}`} />
  if (query.data === undefined) return <Off why="Its config is being read" />
  const hash = hashOf(query.data)
  if (run.job === 'assets') {
    return (
      <ItemLink to="/launch" search={{ ...search, location: run.location }} hash={hash}>
        {TEXT}
      </ItemLink>
    )
  }
  return (
    <ItemLink
      to="/launch/$location/$job"
      params={{ location: run.location, job: run.job }}
      search={search}
      hash={hash}
    >
      {TEXT}
    </ItemLink>
  )
}

function Off({ why }: { why: string }): ReactElement {
  return (
    <Menu.Item disabled title={why}>
      {TEXT}
    </Menu.Item>
  )
}

/** Without secrets, which are to be filled in; empty where there is no config, as of a run that was never planned. */
async function textOf(config: unknown): Promise<string> {
  if (typeof config !== 'object' || config === null) return ''
  const [{ asYaml }, { unmasked }] = await Promise.all([
    import('@/config/document'),
    import('@/config/fill'),
  ])
  const bare = unmasked(config as Json, undefined)
  return Object.keys(bare ?? {}).length === 0 ? '' : asYaml(bare)
}
