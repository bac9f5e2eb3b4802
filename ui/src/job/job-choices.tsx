import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { Chip } from '@/shared/components/tags'
import styles from './job-page.module.css'

interface ChoicesProps {
  name: string
  values: string[]
  location: string
  job: string
  as: 'mode' | 'preset'
}

/** Each leads to a launch that has it. */
export function Choices({ name, values, location, job, as }: ChoicesProps): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {values.length === 0 && <span className={styles['none']}>none</span>}
        {values.map((value) => (
          <Link
            key={value}
            to="/launch/$location/$job"
            params={{ location, job }}
            search={{ [as]: value }}
            title={`Launch with ${as} ${value}`}
          >
            <Chip>{value}</Chip>
          </Link>
        ))}
      </dd>
    </>
  )
}
