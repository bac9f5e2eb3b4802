import { expect, it } from 'vitest'
import { draftKey, readDrafts, withDraft, writeDrafts } from './drafts'

it('keeps drafts by job, the newest first and one of each name', () => {
  const [a, b] = ['a', 'b'].map((name) => ({ name, search: { select: name } }))
  const key = draftKey('shop', 'daily')
  let drafts = withDraft([], a!)
  drafts = withDraft(drafts, b!)
  drafts = withDraft(drafts, { ...a!, search: {} })
  expect(writeDrafts(localStorage, key, drafts)).toBe(true)
  expect(readDrafts(localStorage, key)).toEqual([{ name: 'a', search: {} }, b])
  writeDrafts(localStorage, key, [])
  expect(localStorage.getItem(key)).toBeNull()
})

it.each(['{', '3', '[1, null, {"name": 2}]'])('reads no draft from %s', (text) => {
  localStorage.setItem('k', text)
  expect(readDrafts(localStorage, 'k')).toEqual([])
})
