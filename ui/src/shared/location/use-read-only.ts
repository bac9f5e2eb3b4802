import { useHealth } from './use-health'

const REASON = 'This server is read-only: it shows what there is, and changes nothing'

/** Why nothing can be changed; undefined where it can, and until the server has said. */
export function useReadOnly(): string | undefined {
  return useHealth().data?.server.isReadOnly ? REASON : undefined
}
