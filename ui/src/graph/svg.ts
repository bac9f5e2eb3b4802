// A drawing as the text of an SVG file, which needs nothing beside it. Pure.
import type { Drawing, DrawnCard } from './drawing'
import type { Place } from './layout'
import type { Item } from './model'

/** A file has no tokens: these are those of the light theme, whatever theme is looked at. */
export const INK = {
  bg: '#ffffff',
  'bg-hover': '#f0f2f5',
  'line-strong': '#cdd2da',
  text: '#171c26',
  'text-soft': '#4c5667',
  'text-faint': '#5f697c',
  accent: '#2459d6',
  ok: '#13693d',
  'ok-fill': '#2f9e64',
  bad: '#b3211f',
  'bad-fill': '#d63a37',
  warn: '#8a5200',
  'warn-fill': '#d98a1b',
  'idle-fill': '#9aa3b2',
} as const

const BANDS: Record<Item['tone'], string> = {
  ok: INK['ok-fill'],
  bad: INK['bad-fill'],
  warn: INK['warn-fill'],
  run: INK.accent,
  idle: INK['idle-fill'],
  none: INK['line-strong'],
}
const WORDS: Record<Item['tone'], string> = {
  ok: INK.ok,
  bad: INK.bad,
  warn: INK.warn,
  run: INK.accent,
  idle: INK['text-faint'],
  none: INK['text-faint'],
}
/** Of a low card, which has no room for the word of its state. */
const SIGNS: Record<Item['tone'], string> = {
  ok: '✓',
  bad: '✕',
  warn: '!',
  run: '…',
  idle: '○',
  none: '',
}

const MARGIN = 24
const HEAD = 58
const SIZE = { title: 15, name: 13, small: 11.5 }
const LOW = 40

export interface Caption {
  title: string
  /** What is shown and of when. */
  detail: string
}

export function svgOf(drawing: Drawing, caption: Caption): string {
  const area = extent(drawing)
  const width = Math.ceil(Math.max(area.width, 420) + 2 * MARGIN)
  const height = Math.ceil(area.height + 2 * MARGIN + HEAD)
  const [left, top] = [Math.floor(area.x - MARGIN), Math.floor(area.y - MARGIN - HEAD)]
  const head = { x: left + MARGIN, y: top + MARGIN }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}" font-family="Inter, 'Segoe UI', 'Liberation Sans', Arial, sans-serif" font-size="${SIZE.name}">`,
    `<title>${escaped(caption.title)}</title>`,
    `<desc>${escaped(caption.detail)}</desc>`,
    `<defs><marker id="arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="${INK['text-faint']}"/></marker></defs>`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${INK.bg}"/>`,
    text(head.x, head.y + 13, fitted(caption.title, width - 2 * MARGIN, SIZE.title), {
      'font-size': SIZE.title,
      'font-weight': 600,
      fill: INK.text,
    }),
    small(head.x, head.y + 32, fitted(caption.detail, width - 2 * MARGIN, SIZE.small)),
    ...drawing.frames.flatMap(frameOf),
    `<g fill="none" stroke="${INK['idle-fill']}" stroke-width="1.3">`,
    ...drawing.lines.map((path) => `<path d="${escaped(path)}" marker-end="url(#arrow)"/>`),
    '</g>',
    ...drawing.cards.flatMap(cardOf),
    '</svg>',
    '',
  ].join('\n')
}

function extent({ frames, cards }: Drawing): Place {
  const places = [...frames, ...cards].map((it) => it.place)
  if (places.length === 0) return { x: 0, y: 0, width: 0, height: 0 }
  // Without a spread: there may be more places than a call takes arguments.
  let [x, y, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const place of places) {
    x = Math.min(x, place.x)
    y = Math.min(y, place.y)
    right = Math.max(right, place.x + place.width)
    bottom = Math.max(bottom, place.y + place.height)
  }
  return { x, y, width: right - x, height: bottom - y }
}

function frameOf({ place, name, count }: Drawing['frames'][number]): string[] {
  const room = place.width - 24
  const counted = fitted(count, room / 2, SIZE.small)
  const rest = room - widthOf(counted, SIZE.small) - 10
  return [
    `<g><title>${escaped(`${name}, ${count}`)}</title>`,
    rect(place, { fill: INK['bg-hover'], stroke: INK['line-strong'], 'stroke-dasharray': '4 3' }),
    text(place.x + 12, place.y + 23, fitted(name, rest, SIZE.name), {
      'font-weight': 600,
      fill: INK.text,
    }),
    small(place.x + place.width - 12, place.y + 23, counted, { 'text-anchor': 'end' }),
    '</g>',
  ]
}

function cardOf(card: DrawnCard): string[] {
  const { place, tone, id, title, state, detail, marks } = card
  const told = [id, state, detail, marks].filter((it) => it !== '').join(', ')
  const pile = card.isMany ? [6, 3].map((away) => outline(moved(place, away))) : []
  const { x, y, height } = place
  return [
    `<g><title>${escaped(told)}</title>`,
    ...pile,
    outline(place),
    ...(tone === 'none'
      ? []
      : [
          `<rect x="${x + 3}" y="${y + 5}" width="4" height="${height - 10}" rx="2" fill="${BANDS[tone]}"/>`,
        ]),
    ...(height < LOW
      ? line(place, y + height / 2 + 4.5, title, SIGNS[tone], WORDS[tone])
      : [
          ...line(place, y + height / 2 - 4, title, marks, INK['text-soft']),
          ...line(place, y + height / 2 + 15, detail, state, WORDS[tone], INK['text-faint']),
        ]),
    '</g>',
  ]
}

/** A text at the left, in the room that a shorter one at the right leaves. */
function line(
  { x, width }: Place,
  y: number,
  left: string,
  right: string,
  color: string,
  faint?: string,
): string[] {
  const room = width - 24
  const end = fitted(right, room * 0.6, SIZE.small)
  const rest = room - (end === '' ? 0 : widthOf(end, SIZE.small) + 8)
  const size = faint ? SIZE.small : SIZE.name
  return [
    text(x + 14, y, fitted(left, rest, size), {
      fill: faint ?? INK.text,
      ...(faint ? { 'font-size': size } : { 'font-weight': 600 }),
    }),
    small(x + width - 10, y, end, { fill: color, 'text-anchor': 'end' }),
  ].filter((it) => it !== '')
}

function moved({ x, y, width, height }: Place, away: number): Place {
  return { x: x + away, y: y + away, width, height }
}

type Attributes = Record<string, string | number>

function outline(place: Place): string {
  return rect(place, { fill: INK.bg, stroke: INK['line-strong'] })
}

function rect({ x, y, width, height }: Place, more: Attributes): string {
  return `<rect ${written({ x, y, width, height, rx: 6, ...more })}/>`
}

function small(x: number, y: number, content: string, more: Attributes = {}): string {
  return text(x, y, content, { 'font-size': SIZE.small, fill: INK['text-faint'], ...more })
}

function text(x: number, y: number, content: string, more: Attributes): string {
  return content === '' ? '' : `<text ${written({ x, y, ...more })}>${escaped(content)}</text>`
}

function written(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(' ')
}

/** As much of a text as a width has room for. What it is drawn with is not known, so widths are guessed. */
export function fitted(content: string, width: number, size: number): string {
  if (widthOf(content, size) <= width) return content
  const room = width - size * 0.9
  let [used, kept] = [0, '']
  for (const letter of content) {
    used += letterWidth(letter) * size
    if (used > room) break
    kept += letter
  }
  return `${kept.trimEnd()}…`
}

function widthOf(content: string, size: number): number {
  let width = 0
  for (const letter of content) width += letterWidth(letter) * size
  return width
}

/** In parts of the size. */
function letterWidth(letter: string): number {
  if (letter >= '\u2e80') return 1
  if (/[iljtfrI.,:;'|!()[\]/ ]/.test(letter)) return 0.36
  if (/[mwMW@%]/.test(letter)) return 0.92
  return /[A-Z]/.test(letter) ? 0.72 : 0.6
}

const SIGN_NAMES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** XML has no way to write most control characters and halves of pairs. */
const UNWRITABLE =
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

export function escaped(content: string): string {
  return content
    .replace(UNWRITABLE, '\ufffd')
    .replace(/[&<>"]/g, (sign) => SIGN_NAMES[sign] ?? sign)
}
