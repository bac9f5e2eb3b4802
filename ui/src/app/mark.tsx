import type { ReactElement } from 'react'

/** The mark; the same as icon.svg, which is the browser's. */
export function Mark(): ReactElement {
  return (
    <svg viewBox="0 0 32 32" width={22} height={22} aria-hidden>
      <rect width="32" height="32" rx="8" fill="#2459d6" />
      <path
        d="M10 10.5 22 16M10 21.5 22 16"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <g fill="#fff">
        <circle cx="9" cy="10" r="3.4" />
        <circle cx="9" cy="22" r="3.4" />
        <circle cx="23" cy="16" r="3.4" />
      </g>
    </svg>
  )
}
