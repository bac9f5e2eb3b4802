import type { ReactElement } from 'react'
import { Copy } from '../components/copy'
import { sourceOf } from './source'
import { useLook } from './use-look'

/** A file that a tag names, as a link to where it is seen, where that is known. */
export function FileLink({ file }: { file: string }): ReactElement {
  const look = useLook()
  const address = sourceOf(look?.sources, file)
  return (
    <span>
      {address === undefined ? (
        <code>{file}</code>
      ) : (
        <a href={address} target="_blank" rel="noreferrer">
          <code>{file}</code>
        </a>
      )}{' '}
      <Copy text={file} what="path" />
    </span>
  )
}
