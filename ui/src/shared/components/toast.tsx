import { notifications } from '@mantine/notifications'
import { Link } from '@tanstack/react-router'
import { shortId } from './copy'

/** Says that a run was launched, with a link to it. */
export function toastRun(id: string, job: string): void {
  notifications.show({
    title: `Launched ${job}`,
    message: (
      <Link to="/runs/$runId" params={{ runId: id }}>
        Open run {shortId(id)}
      </Link>
    ),
    autoClose: 8_000,
    withBorder: true,
  })
}

export function toast(title: string, message = ''): void {
  notifications.show({ title, message, autoClose: 5_000, withBorder: true })
}

export function toastProblem(title: string, message: string): void {
  notifications.show({ title, message, color: 'red', autoClose: 12_000, withBorder: true })
}
