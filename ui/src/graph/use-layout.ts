import { useEffect, useMemo, useState } from 'react'
import { layOut } from './elk'
import { bendsOf, layoutInput, placesOf, plainPlaces, type Bends, type Places } from './layout'
import type { Item, Seen } from './model'

export interface LaidOut<T extends Item> {
  /** Those that the places are of; they may be older than what is asked for. */
  seen: Seen<T>
  places: Places
  /** By the places of the edges. */
  bends: ReadonlyMap<number, Bends>
}

/** Lays out what is seen; what is shown stays until the next is ready. Without a layout all stand in grids. */
export function useLayout<T extends Item>(
  seen: Seen<T>,
): { laidOut: LaidOut<T> | undefined; error: Error | undefined } {
  const input = useMemo(() => layoutInput(seen), [seen])
  // A state that changes moves nothing.
  const shape = useMemo(() => JSON.stringify(input), [input])
  const [places, setPlaces] = useState<LaidOut<T> & { shape: string }>()
  const [error, setError] = useState<Error>()
  useEffect(() => {
    const wanted = new AbortController()
    layOut(input, wanted.signal).then(
      (answer) => {
        if (wanted.signal.aborted) return
        setError(undefined)
        setPlaces({ shape, seen, places: placesOf(answer), bends: bendsOf(answer) })
      },
      (reason: unknown) => {
        if (wanted.signal.aborted) return
        setError(reason instanceof Error ? reason : new Error(String(reason)))
        setPlaces({ shape, seen, places: plainPlaces(seen), bends: new Map() })
      },
    )
    return () => {
      wanted.abort()
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the shape says whether it is another
  }, [shape])
  const laidOut = useMemo(
    () => places && { ...places, seen: places.shape === shape ? seen : places.seen },
    [places, shape, seen],
  )
  return { laidOut, error }
}
