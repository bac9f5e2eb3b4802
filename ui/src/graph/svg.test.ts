import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { GraphItem } from './card'
import { drawingOf, MOST_LINES, overviewDrawing, type Drawing } from './drawing'
import { plainPlaces } from './layout'
import { boxId, seen } from './model'
import { overviewLayout } from './overview-layout'
import { escaped, fitted, INK, svgOf } from './svg'

const item = (id: string, group: string, status: 'FAILED' | 'MATERIALIZED'): GraphItem => ({
  id,
  path: [group],
  tone: status === 'FAILED' ? 'bad' : 'ok',
  face: { title: id, detail: 'shop', status, marks: ['csv'] },
})
const items = [
  item('raw/<orders> & "co"', 'raw', 'MATERIALIZED'),
  item('revenue', 'marts', 'FAILED'),
  item('margin', 'marts', 'MATERIALIZED'),
]
const edges = [
  { from: 'raw/<orders> & "co"', to: 'revenue' },
  { from: 'raw/<orders> & "co"', to: 'margin' },
]
const words = {
  noun: ['asset', 'assets'] as [string, string],
  toneText: { ok: 'materialized', bad: 'failed', warn: '', run: '', idle: '', none: '' },
}
const caption = { title: 'Lineage of <raw>', detail: '3 assets' }

function drawn(open: string[]): Drawing {
  const view = seen(items, edges, new Set(open.map((it) => boxId([it]))))
  const bends = new Map([
    [
      0,
      [
        { x: 0, y: 0 },
        { x: 9, y: 9 },
      ],
    ],
  ])
  return drawingOf({ seen: view, places: plainPlaces(view), bends }, words)
}

/** As a browser reads the file. */
function parsed(svg: string): Document {
  const document = new DOMParser().parseFromString(svg, 'image/svg+xml')
  expect(document.querySelector('parsererror')).toBeNull()
  expect(document.documentElement.localName).toBe('svg')
  return document
}

const textsOf = (document: Document) =>
  [...document.querySelectorAll('text')].map((it) => it.textContent)

describe('the file of a picture', () => {
  it('has all names, states and counts as texts, whatever signs are in them', () => {
    const document = parsed(svgOf(drawn(['raw']), caption))
    expect(document.querySelector('title')?.textContent).toBe('Lineage of <raw>')
    const texts = textsOf(document)
    expect(texts).toContain('Lineage of <raw>')
    expect(texts).toContain('3 assets')
    // The open group with its count, a card in it, and the closed group with its states.
    expect(texts).toEqual(expect.arrayContaining(['raw', '1 asset', 'raw/<orders> & "co"']))
    expect(texts).toEqual(expect.arrayContaining(['marts', '2 assets', '1 failed, 1 materialized']))
    expect(texts).toContain('Materialized')
    expect(texts).not.toContain('revenue')
  })

  it('has a line with an arrow for each edge, by the way that was found where there is one', () => {
    const document = parsed(svgOf(drawn(['raw', 'marts']), caption))
    const lines = [...document.querySelectorAll('path[marker-end="url(#arrow)"]')]
    expect(lines.map((it) => it.getAttribute('d'))).toEqual([
      'M0 0L9 9',
      expect.stringMatching(/^M.*C/),
    ])
    expect(document.querySelector('marker#arrow')).not.toBeNull()
    expect(textsOf(document)).toContain('Failed')
  })

  it('surrounds all that it shows', () => {
    const document = parsed(svgOf(drawn(['raw', 'marts']), caption))
    const [x = 0, y = 0, width = 0, height = 0] =
      document.documentElement.getAttribute('viewBox')?.split(' ').map(Number) ?? []
    const numbers = (element: Element, ...names: string[]) =>
      names.map((it) => Number(element.getAttribute(it)))
    for (const rect of document.querySelectorAll('g rect')) {
      const [left = NaN, top = NaN, wide = NaN, high = NaN] = numbers(
        rect,
        'x',
        'y',
        'width',
        'height',
      )
      expect(left >= x && top >= y && left + wide <= x + width && top + high <= y + height).toBe(
        true,
      )
    }
  })

  it('keeps the whole of a name that has no room', () => {
    const name = 'a_name_that_is_much_longer_than_its_card_'.repeat(3)
    const view = seen([item(name, 'g', 'FAILED')], [], new Set([boxId(['g'])]))
    const places = plainPlaces(view)
    const svg = svgOf(drawingOf({ seen: view, places, bends: new Map() }, words), caption)
    const document = parsed(svg)
    expect(textsOf(document).some((it) => it.startsWith('a_name') && it.endsWith('…'))).toBe(true)
    const titles = [...document.querySelectorAll('g > title')].map((it) => it.textContent)
    expect(titles.some((it) => it.includes(name))).toBe(true)
  })

  it('is a document also when there is nothing', () => {
    parsed(svgOf({ frames: [], cards: [], lines: [] }, { title: '', detail: '' }))
  })

  it('has the colours of the light theme', () => {
    const css = readFileSync('src/shared/theme/tokens.css', 'utf8')
    const light = css.slice(0, css.indexOf('[data-mantine-color-scheme'))
    for (const [name, color] of Object.entries(INK)) expect(light).toContain(`--${name}: ${color};`)
  })
})

describe('the file of all in one picture', () => {
  const overview = (lines: typeof edges, selected?: string) =>
    overviewDrawing(overviewLayout(items, lines), items, lines, selected, words)

  it('has a block for each group, and a sign beside each name', () => {
    const drawing = overview(edges)
    expect(drawing.frames.map((it) => [it.name, it.count])).toEqual([
      ['raw', '1 asset'],
      ['marts', '2 assets'],
    ])
    expect(drawing.lines).toHaveLength(2)
    const texts = textsOf(parsed(svgOf(drawing, caption)))
    expect(texts).toEqual(expect.arrayContaining(['revenue', '✕', 'margin', '✓']))
  })

  it('has of too many edges those of what is selected', () => {
    const many = Array.from({ length: MOST_LINES + 1 }, () => ({
      from: items[0]!.id,
      to: 'margin',
    }))
    expect(overview([...many, { from: 'margin', to: 'revenue' }]).lines).toHaveLength(0)
    const one = overview([...many, { from: 'margin', to: 'revenue' }], 'revenue')
    expect(one.lines).toHaveLength(1)
  })
})

it.each([
  ['a<b>&"c"', 'a&lt;b&gt;&amp;&quot;c&quot;'],
  ['a\u0000b\u001b', 'a\ufffdb\ufffd'],
  ['half \ud83d', 'half \ufffd'],
  ['whole 😀, tab\t', 'whole 😀, tab\t'],
])('writes %j so that XML takes it', (text, expected) => {
  expect(escaped(text)).toBe(expected)
})

it.each([
  ['short', 100, 'short'],
  ['much too long for it', 60, 'much t…'],
  ['漢字漢字漢字', 40, '漢字…'],
])('cuts %j to fit %d', (text, width, expected) => {
  expect(fitted(text, width, 13)).toBe(expected)
})
