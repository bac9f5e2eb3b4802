/**
 * Of a query that asks for much: it is read when it is opened, and when a viewer says so. What is not looked at is not
 * kept, so what is shown is never older than what it is said to know of.
 */
export const READ_ONCE = { staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false } as const
