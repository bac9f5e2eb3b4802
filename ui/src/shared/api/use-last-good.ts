import { useState } from 'react'

/** What was answered last: a selection that is half written takes nothing away. */
export function useLastGood<T>(data: T | undefined): T | undefined {
  const [kept, keep] = useState(data)
  if (data !== undefined && data !== kept) keep(data)
  return data ?? kept
}
