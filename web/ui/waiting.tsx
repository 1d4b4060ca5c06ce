import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'

/** The place where cards will stand, about as high as they will be, so that nothing jumps. */
export function Waiting({
  label,
  cards = 2,
  height = 150,
}: {
  label: string
  cards?: number
  height?: number
}) {
  return (
    <Stack aria-busy="true">
      <VisuallyHidden role="status">{label}</VisuallyHidden>
      {Array.from({ length: cards }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <Skeleton key={index} height={height} radius="lg" />
      ))}
    </Stack>
  )
}
