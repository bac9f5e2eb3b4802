import { expect, it } from 'vitest'
import { draftKey, MOST_DRAFTS, readDrafts, withDraft, writeDrafts } from './drafts'

it('keeps drafts by job, the newest first and one of each name', () => {
  const [a, b] = ['a', 'b'].map((name) => ({ name, search: { select: name } }))
  const key = draftKey('shop', 'daily')
  let drafts = withDraft([], a!)!
  drafts = withDraft(drafts, b!)!
  drafts = withDraft(drafts, { ...a!, search: {} })!
  expect(writeDrafts(() => localStorage, key, drafts)).toBe(true)
  expect(readDrafts(() => localStorage, key)).toEqual([{ name: 'a', search: {} }, b])
  writeDrafts(() => localStorage, key, [])
  expect(localStorage.getItem(key)).toBeNull()
})

it.each(['{', '3', '[1, null, {"name": 2}]'])('reads no draft from %s', (text) => {
  localStorage.setItem('k', text)
  expect(readDrafts(() => localStorage, 'k')).toEqual([])
})

it('has room for so many', () => {
  const full = Array.from({ length: MOST_DRAFTS }, (_, i) => ({ name: `d${i}`, search: {} }))
  expect(withDraft(full, { name: 'more', search: {} })).toBeUndefined()
  expect(withDraft(full, { name: 'd3', search: {} })?.[0]?.name).toBe('d3')
})

it('says when a browser keeps nothing', () => {
  const refusing = () => {
    throw new DOMException('denied', 'SecurityError')
  }
  expect(readDrafts(refusing, 'k')).toEqual([])
  expect(writeDrafts(refusing, 'k', [{ name: 'a', search: {} }])).toBe(false)
})
