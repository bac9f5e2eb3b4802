/** Of a query that asks for much: it is read when it is opened, and when a viewer says so. */
export const READ_ONCE = { staleTime: Infinity, refetchOnWindowFocus: false } as const
