import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useEffect, useState, type ReactElement } from 'react'
import { expect, it } from 'vitest'
import { renderPage } from '../testing/render-page'
import { TextBox } from './text-box'

/** Takes what is written when the test says so, as an address does that is busy. */
class SlowAddress {
  readonly written: string[] = []
  private set: (text: string) => void = () => {}

  listen(set: (text: string) => void): void {
    this.set = set
  }

  async become(text: string | undefined): Promise<void> {
    await act(() => {
      this.set(text ?? '')
      return Promise.resolve()
    })
  }
}

function Box({ address }: { address: SlowAddress }): ReactElement {
  const [text, setText] = useState('')
  useEffect(() => {
    address.listen(setText)
  }, [address])
  return <TextBox label="Text" value={text} onWrite={(next) => address.written.push(next)} />
}

async function open(): Promise<[SlowAddress, HTMLInputElement]> {
  const address = new SlowAddress()
  renderPage(<Box address={address} />)
  return [address, await screen.findByLabelText<HTMLInputElement>('Text')]
}

it('keeps each key and the caret while the address lags behind', async () => {
  const [address, box] = await open()
  await userEvent.type(box, 'one{Enter}')
  await userEvent.type(box, ' two{Enter}')
  await address.become(address.written[0])
  expect(box.value).toBe('one two')
  await userEvent.type(box, 'X', { initialSelectionStart: 0, initialSelectionEnd: 0 })
  await address.become(address.written[1])
  expect([box.value, box.selectionStart, address.written]).toEqual([
    'Xone two',
    1,
    ['one', 'one two'],
  ])
})

it('writes after a pause', async () => {
  const [address, box] = await open()
  await userEvent.type(box, 'abc')
  await waitFor(() => {
    expect(address.written.at(-1)).toBe('abc')
  })
})

it('takes over what changed elsewhere', async () => {
  const [address, box] = await open()
  await userEvent.type(box, 'own{Enter}')
  await address.become('own')
  await address.become('other')
  expect(box.value).toBe('other')
  await address.become('own')
  expect(box.value).toBe('own')
})
