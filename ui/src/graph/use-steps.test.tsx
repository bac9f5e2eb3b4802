import { fireEvent, render, screen } from '@testing-library/react'
import { ReactFlowProvider } from '@xyflow/react'
import type { ReactElement } from 'react'
import { expect, it, vi } from 'vitest'
import { CARD, type Place } from './layout'
import { boxId, seen } from './model'
import type { LaidOut } from './use-layout'
import { useSteps } from './use-steps'

// A card before an open box with a card in it.
const box = boxId(['raw'])
const items = [
  { id: 'a', path: [], tone: 'ok' as const },
  { id: 'b', path: ['raw'], tone: 'ok' as const },
]
const laidOut: LaidOut<(typeof items)[number]> = {
  seen: seen(items, [{ from: 'a', to: 'b' }], new Set([box])),
  places: new Map<string, Place>([
    ['a', { x: 0, y: 0, ...CARD }],
    [box, { x: 280, y: 0, width: 244, height: 106 }],
    ['b', { x: 14, y: 38, ...CARD }],
  ]),
  bends: new Map(),
}

function open(selected?: string) {
  const actions = { selected, onSelect: vi.fn(), onEnter: vi.fn(), onFit: vi.fn() }
  function Nodes(): ReactElement {
    const { element, press } = useSteps(laidOut, actions)
    return (
      <div ref={element} onKeyDownCapture={press}>
        <div className="react-flow__node" data-id={box}>
          <button type="button">head</button>
        </div>
        {['a', 'b'].map((id) => (
          <div key={id} className="react-flow__node" data-id={id} role="button" tabIndex={0}>
            {id}
          </div>
        ))}
      </div>
    )
  }
  render(
    <ReactFlowProvider>
      <Nodes />
    </ReactFlowProvider>,
  )
  const named = (name: string) => screen.getByRole('button', { name })
  return { ...actions, named }
}

/** Whether the browser goes on with it. */
function press(key: string): boolean {
  return fireEvent.keyDown(document.activeElement ?? document.body, { key })
}

it('moves the focus by arrows, to the head of an open box and to what is within', () => {
  const { named, onSelect } = open()
  named('a').focus()
  press('ArrowRight')
  expect(document.activeElement).toBe(named('head'))
  press('ArrowDown')
  expect(document.activeElement).toBe(named('b'))
  press('ArrowUp')
  expect(document.activeElement).toBe(named('head'))
  press('ArrowLeft')
  expect(document.activeElement).toBe(named('a'))
  expect(onSelect).not.toHaveBeenCalled()
})

it('selects the card that has the focus by Enter, and opens the one that is selected', () => {
  const { named, onSelect, onEnter } = open('a')
  named('b').focus()
  expect(press('Enter')).toBe(false)
  expect(onSelect).toHaveBeenCalledWith('b')
  expect(onEnter).not.toHaveBeenCalled()
  named('a').focus()
  press('Enter')
  expect(onEnter).toHaveBeenCalledWith('a')
})

it('leaves Enter to the head of a box, and what it does not know to the browser', () => {
  const { named, onSelect, onFit } = open()
  named('head').focus()
  expect(press('Enter')).toBe(true)
  expect(press('x')).toBe(true)
  expect(onSelect).not.toHaveBeenCalled()
  press('Escape')
  expect(onSelect).toHaveBeenCalledWith(undefined)
  press('0')
  expect(onFit).toHaveBeenCalledOnce()
})

it.each(['ctrlKey', 'metaKey', 'altKey'])('leaves keys with %s to the browser', (held) => {
  const { named, onSelect, onFit } = open()
  named('a').focus()
  for (const key of ['0', '+', '-', 'Enter', 'ArrowRight', 'Escape']) {
    expect(fireEvent.keyDown(named('a'), { key, [held]: true })).toBe(true)
  }
  expect(document.activeElement).toBe(named('a'))
  expect(onSelect).not.toHaveBeenCalled()
  expect(onFit).not.toHaveBeenCalled()
})
