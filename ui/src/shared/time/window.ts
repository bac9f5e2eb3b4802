// Lengths of time that end now, to choose from. Pure.
export const WINDOWS = ['1h', '6h', '24h', '7d'] as const
export type Window = (typeof WINDOWS)[number]

const HOUR = 3_600_000

export const WINDOW_MILLIS: Record<Window, number> = {
  '1h': HOUR,
  '6h': 6 * HOUR,
  '24h': 24 * HOUR,
  '7d': 7 * 24 * HOUR,
}
