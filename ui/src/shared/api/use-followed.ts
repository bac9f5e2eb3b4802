import { useEffect, useRef, useState } from 'react'
import type { ApiError } from './client'
import type { TypedDocumentString } from './generated/graphql'
import { socketOfTab } from './socket'

/**
 * Is told of a state whenever it has become another, while the page is there; nothing for as long as `variables` is
 * false. Returns why it is not up to date now.
 */
export function useFollowed<R, V>(
  document: TypedDocumentString<R, V>,
  variables: V | false,
  onData: (data: R) => void,
): ApiError | undefined {
  const [trouble, setTrouble] = useState<ApiError>()
  const latest = useRef(onData)
  useEffect(() => {
    latest.current = onData
  })
  // What is followed is what is said of it, whichever object says it.
  const key = variables === false ? undefined : JSON.stringify(variables)
  useEffect(() => {
    setTrouble(undefined)
    if (key === undefined) return
    return socketOfTab().subscribe({
      document,
      variables: () => JSON.parse(key) as V,
      onData: (data) => {
        setTrouble(undefined)
        latest.current(data)
      },
      onTrouble: setTrouble,
    })
  }, [document, key])
  return trouble
}
