import { ActionIcon } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import type { OpNodeFragment } from '@/shared/api/generated/graphql'
import { Copy } from '@/shared/components/copy'
import { Icon } from '@/shared/components/icon'
import { ButtonLink } from '@/shared/components/link'
import { Prose } from '@/shared/components/prose'
import { Chip, Tags } from '@/shared/components/tags'
import { Hooks } from '@/shared/components/hooks'
import { FileLink } from '@/shared/look/file-link'
import { fileOf } from '@/shared/look/source'
import { LastSteps } from '@/shared/run/last-steps'
import { useEscape } from '@/shared/components/use-escape'
import { duration } from '@/shared/time/format'
import styles from './job-page.module.css'
import { shortType, sqlOf } from './ops'
import { sqlTokens } from './sql'

interface Props {
  node: OpNodeFragment
  nodes: readonly OpNodeFragment[]
  location: string
  job: string
  onClose: () => void
  onGo: (name: string) => void
}

type Input = OpNodeFragment['inputs'][number]

/** What is declared of one op, and what it takes from and gives to. */
export function OpPanel({ node, nodes, location, job, onClose, onGo }: Props): ReactElement {
  useEscape(onClose)
  const sql = sqlOf(node.tags)
  const file = fileOf(node.tags)
  const readers = nodes.filter((it) => it.upstream.includes(node.name))
  const known = new Set(nodes.map((it) => it.name))
  const tags = node.tags.filter((tag) => tag.value !== sql)
  return (
    <aside className={styles['panel']} aria-label={`Op ${node.name}`}>
      <div className={styles['panelHead']}>
        <h3>{node.name}</h3>
        <Copy text={node.name} what="name" />
        <ActionIcon size={22} aria-label="Close the panel" onClick={onClose}>
          <Icon name="close" size={13} />
        </ActionIcon>
      </div>
      {node.description && (
        <p className={styles['text']}>
          <Prose text={node.description} />
        </p>
      )}
      <dl className={styles['facts']}>
        {node.kind === 'FAN_OUT' && <Fact name="Kind">fans out: a branch for each element</Fact>}
        {node.fanOuts.length > 0 && (
          <Fact name="For each">
            {node.fanOuts.map((it) => (
              <Jump key={it} name={it} onGo={onGo} />
            ))}
          </Fact>
        )}
        <Fact name="Takes">
          {node.inputs.length === 0 ? (
            <span className={styles['none']}>nothing</span>
          ) : (
            <ul>
              {node.inputs.map((input, index) => (
                <li key={index}>
                  {known.has(input.from) ? <Jump name={input.from} onGo={onGo} /> : taken(input)}
                  {input.type !== null && <code> {shortType(input.type)}</code>}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name="Gives">
          {node.outputs.length === 0 ? (
            <span className={styles['none']}>nothing</span>
          ) : (
            <ul>
              {node.outputs.map((output) => (
                <li key={output.name}>
                  {output.name} <code>{shortType(output.type)}</code>
                  {!output.isRequired && ' or none'}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        {readers.length > 0 && (
          <Fact name="Read by">
            {readers.map((it) => (
              <Jump key={it.name} name={it.name} onGo={onGo} />
            ))}
          </Fact>
        )}
        {node.resources.length > 0 && (
          <Fact name="Resources">
            {node.resources.map((it) => (
              <Chip key={it}>{it}</Chip>
            ))}
          </Fact>
        )}
        {node.hooks.length > 0 && (
          <Fact name="Hooks">
            <Hooks hooks={node.hooks} />
          </Fact>
        )}
        {node.isIsolated && <Fact name="Runs in">a process of its own</Fact>}
        {node.pools.length > 0 && <Fact name="Pools">{node.pools.join(', ')}</Fact>}
        {node.timeoutMillis !== null && <Fact name="Timeout">{duration(node.timeoutMillis)}</Fact>}
        {node.configText !== null && (
          <Fact name="Config">
            <code>{node.configText}</code>
          </Fact>
        )}
        {file !== undefined && (
          <Fact name="File">
            <FileLink file={file} />
          </Fact>
        )}
        {tags.length > 0 && (
          <Fact name="Tags">
            <Tags tags={tags} withSystem withCopy />
          </Fact>
        )}
      </dl>
      {sql !== undefined && <Sql text={sql} />}
      {node.fanOuts.length === 0 && node.kind !== 'FAN_OUT' && (
        <LastSteps step={node.name} location={location} job={job} />
      )}
      <p style={{ marginTop: 12 }}>
        <ButtonLink
          variant="default"
          to="/launch/$location/$job"
          params={{ location, job }}
          search={{ select: node.name }}
        >
          Launch this op alone
        </ButtonLink>
      </p>
    </aside>
  )
}

function taken(input: Input): ReactNode {
  switch (input.kind) {
    case 'ASSET':
      return (
        <>
          asset{' '}
          <Link to="/asset/$" params={{ _splat: input.from }}>
            {input.from}
          </Link>
        </>
      )
    case 'RESOURCE':
      return `resource ${input.from}`
    case 'CONFIG':
      return 'its config'
    case 'RUN_CONFIG':
      return `inputs.${input.from} of the config`
    case 'FACT':
      return input.from
    case 'NODE':
    case 'ELEMENT':
    case 'BRANCHES':
      return input.from
  }
}

function Jump({ name, onGo }: { name: string; onGo: (name: string) => void }): ReactElement {
  return (
    <button type="button" className={styles['jump']} onClick={() => onGo(name)}>
      {name}
    </button>
  )
}

function Sql({ text }: { text: string }): ReactElement {
  return (
    <pre className={styles['sql']} aria-label="SQL">
      {sqlTokens(text).map((token, index) => (
        <span key={index} data-kind={token.kind}>
          {token.text}
        </span>
      ))}
    </pre>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
