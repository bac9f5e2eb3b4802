// How a graph names what it shows. Pure.
import type { Box, Item } from './model'

/** What its items are called, and what their states are. */
export interface Words {
  noun: [one: string, many: string]
  toneText: Record<Item['tone'], string>
}

export function countText(count: number, [one, many]: Words['noun']): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

export function boxName(box: Pick<Box, 'name'>): string {
  return box.name || 'no group'
}

/** The worst first. */
export const TONES: Item['tone'][] = ['bad', 'run', 'warn', 'idle', 'ok', 'none']

/** How many within a box are how: `2 failed, 5 materialized`. */
export function toneCounts(box: Box, texts: Words['toneText']): string {
  return TONES.flatMap((tone) => {
    const count = box.tones.get(tone) ?? 0
    return count === 0 || texts[tone] === '' ? [] : [`${count.toLocaleString('en')} ${texts[tone]}`]
  }).join(', ')
}
