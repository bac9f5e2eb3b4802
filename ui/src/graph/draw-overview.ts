// Draws the overview: what is outside of the picture is left out, and a name that cannot be read too.
import type { Item } from './model'
import { CELL, detailAt, type Overview } from './overview-layout'

export interface View {
  /** Of the left upper corner. */
  x: number
  y: number
  scale: number
}

export type Colors = Record<
  Item['tone'] | 'card' | 'line' | 'text' | 'faint' | 'block' | 'accent',
  string
>

export interface Scene {
  overview: Overview
  items: readonly (Item & { face: { title: string } })[]
  /** Places of both ends. */
  edges: readonly (readonly [number, number])[]
  /** Of the selected one. */
  selected: number | undefined
  lit: ReadonlySet<string> | undefined
  colors: Colors
  font: string
}

export interface Size {
  width: number
  height: number
}

export function draw(
  context: CanvasRenderingContext2D,
  scene: Scene,
  view: View,
  size: Size,
  far: FarPicture,
): void {
  const { overview } = scene
  context.clearRect(0, 0, size.width, size.height)
  const whole = detailAt(view.scale) === 'names' ? undefined : far.of(scene, view.scale)
  if (whole) {
    const { width, height } = whole.size
    context.drawImage(whole.picture, -view.x * view.scale, -view.y * view.scale, width, height)
  }
  context.save()
  context.scale(view.scale, view.scale)
  context.translate(-view.x, -view.y)
  if (!whole) {
    const right = view.x + size.width / view.scale
    const bottom = view.y + size.height / view.scale
    drawBlocks(context, scene, view)
    drawItems(context, scene, view, visible(overview, view, right, bottom))
  }
  drawEdges(context, scene, view)
  context.restore()
  drawHeads(context, scene, view, size)
}

/** Of the largest side of a picture that is kept. */
const MOST_PIXELS = 4_096

/** The picture of all at one scale, kept so that moving it costs as much as one image. */
export class FarPicture {
  private kept: { picture: OffscreenCanvas; size: Size; of: unknown[] } | undefined

  of(scene: Scene, scale: number): { picture: OffscreenCanvas; size: Size } | undefined {
    const { overview, items, lit, colors } = scene
    const of = [overview, items, lit, scale, colors.ok, colors.block]
    if (this.kept?.of.every((it, index) => it === of[index])) return this.kept
    const size = { width: overview.width * scale, height: overview.height * scale }
    const ratio = window.devicePixelRatio
    const [width, height] = [Math.ceil(size.width * ratio), Math.ceil(size.height * ratio)]
    if (Math.max(width, height) > MOST_PIXELS || Math.min(width, height) < 1) return undefined
    const picture = new OffscreenCanvas(width, height)
    const context = picture.getContext('2d')
    if (!context) return undefined
    context.scale(scale * ratio, scale * ratio)
    const view = { x: 0, y: 0, scale }
    drawBlocks(context, scene, view)
    drawItems(context, scene, view, [...items.keys()])
    this.kept = { picture, size, of }
    return this.kept
  }
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

function drawBlocks(context: Context, { overview, colors }: Scene, view: View): void {
  context.fillStyle = colors.block
  context.strokeStyle = colors.line
  context.lineWidth = 1 / view.scale
  for (const block of overview.blocks) {
    context.beginPath()
    context.roundRect(block.x, block.y, block.width, block.height, 8)
    context.fill()
    context.stroke()
  }
}

function visible(overview: Overview, view: View, right: number, bottom: number): number[] {
  const found: number[] = []
  overview.spots.forEach((spot, index) => {
    const isOut =
      spot.x > right ||
      spot.y > bottom ||
      spot.x + CELL.width < view.x ||
      spot.y + CELL.height < view.y
    if (!isOut) found.push(index)
  })
  return found
}

/** Of one tone at once: a change of colour is what costs. */
function drawItems(context: Context, scene: Scene, view: View, inSight: number[]): void {
  const { items, overview, colors, lit } = scene
  const detail = detailAt(view.scale)
  const byTone = new Map<Item['tone'], number[]>()
  for (const index of inSight) {
    const tone = items[index]?.tone ?? 'none'
    const known = byTone.get(tone)
    if (known) known.push(index)
    else byTone.set(tone, [index])
  }
  const isLit = (index: number) => lit === undefined || lit.has(items[index]?.id ?? '')
  for (const dim of lit ? [true, false] : [false]) {
    context.globalAlpha = dim ? 0.2 : 1
    for (const [tone, members] of byTone) {
      context.fillStyle = colors[tone]
      for (const index of members) {
        const spot = overview.spots[index]
        if (!spot || isLit(index) === dim) continue
        const width = detail === 'names' ? 5 : CELL.width
        if (detail === 'names') {
          context.fillStyle = colors.card
          context.fillRect(spot.x, spot.y, CELL.width, CELL.height)
          context.fillStyle = colors[tone]
        }
        context.fillRect(spot.x, spot.y, width, CELL.height)
      }
    }
  }
  context.globalAlpha = 1
  if (detail !== 'names') return
  context.font = `12px ${scene.font}`
  context.textBaseline = 'middle'
  for (const index of inSight) {
    const spot = overview.spots[index]
    const item = items[index]
    if (!spot || !item) continue
    context.fillStyle = isLit(index) ? colors.text : colors.faint
    context.fillText(shortened(item.face.title), spot.x + 12, spot.y + CELL.height / 2 + 1)
  }
}

const MOST_LETTERS = 21

/** Names that differ at their end are told apart there. */
function shortened(title: string): string {
  if (title.length <= MOST_LETTERS) return title
  return `${title.slice(0, 7)}…${title.slice(-(MOST_LETTERS - 8))}`
}

/** Only those of what is selected: of ten thousand at once no line could be followed. */
function drawEdges(context: CanvasRenderingContext2D, scene: Scene, view: View): void {
  const { overview, edges, selected, colors } = scene
  if (selected === undefined) return
  context.strokeStyle = colors.accent
  context.lineWidth = Math.max(1.5, 1.2 / view.scale)
  context.beginPath()
  for (const [from, to] of edges) {
    if (from !== selected && to !== selected) continue
    const a = overview.spots[from]
    const b = overview.spots[to]
    if (!a || !b) continue
    const [ax, ay] = [a.x + CELL.width, a.y + CELL.height / 2]
    const [bx, by] = [b.x, b.y + CELL.height / 2]
    const bend = Math.max(40, Math.abs(bx - ax) / 2)
    context.moveTo(ax, ay)
    context.bezierCurveTo(ax + bend, ay, bx - bend, by, bx, by)
  }
  context.stroke()
  const spot = overview.spots[selected]
  if (spot) context.strokeRect(spot.x - 2, spot.y - 2, CELL.width + 4, CELL.height + 4)
}

/** The names of blocks are as large at every scale, as far as they fit. */
function drawHeads(
  context: CanvasRenderingContext2D,
  { overview, colors, font }: Scene,
  view: View,
  size: Size,
): void {
  context.textBaseline = 'alphabetic'
  for (const block of overview.blocks) {
    const x = (block.x - view.x) * view.scale
    const y = (block.y - view.y) * view.scale
    const width = block.width * view.scale
    if (x > size.width || y > size.height || x + width < 0 || width < 34) continue
    context.save()
    context.beginPath()
    context.rect(x, y - 16, width, 60)
    context.clip()
    context.font = `600 13px ${font}`
    context.fillStyle = colors.text
    const isInside = view.scale > 0.5
    const top = isInside ? y + 25 * view.scale : y - 4
    const name = block.name || 'no group'
    context.fillText(name, x + (isInside ? 10 : 0), top)
    const taken = context.measureText(name).width
    context.font = `12px ${font}`
    context.fillStyle = colors.faint
    context.fillText(block.count.toLocaleString('en'), x + (isInside ? 10 : 0) + taken + 8, top)
    context.restore()
  }
}

/** The view that shows all of it. */
export function fitted(overview: Overview, size: Size): View {
  const margin = 28
  const scale = Math.min(
    1.2,
    (size.width - 2 * margin) / Math.max(1, overview.width),
    (size.height - 2 * margin) / Math.max(1, overview.height),
  )
  return {
    scale,
    x: overview.width / 2 - size.width / 2 / scale,
    y: overview.height / 2 - size.height / 2 / scale,
  }
}
