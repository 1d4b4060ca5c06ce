import { Text } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { useWhyNot } from '../../desk/may-button.tsx'
import { useWords } from '../../language.ts'
import { WarnIcon } from '../../ui/icons.tsx'
import { Tag } from '../../ui/note.tsx'
import { Box, Mark } from './box.tsx'
import { type CatalogueRight, isFree, isNever, toggle } from './boxes.ts'
import { usePermissionWords } from './permission-words.ts'

const tones = { view: 'plain', operate: 'open', danger: 'bad' } as const

/** One permission: what it is, what it means, how delicate it is, and its box, or why there is none. */
export function BoxRow({
  right,
  name,
  before,
  chosen,
  onChange,
  marks,
  children,
}: {
  right: CatalogueRight
  name: string
  before: readonly string[]
  chosen: readonly string[]
  onChange: ((chosen: readonly string[]) => void) | null
  /** What a change is marked against. */
  marks: readonly string[]
  children: ReactNode
}) {
  const { t } = useWords()
  const words = usePermissionWords()
  const whyNot = useWhyNot()
  const id = useId()
  const was = before.includes(right.name)
  const is = chosen.includes(right.name)
  const isMoved = marks.includes(right.name) !== is
  const never = isNever(right) && !was
  const reason = never || (onChange && !isFree(right, before)) ? whyNot(right.give) : null
  const means = words.means(right.name)
  const label = words.label(right.name)
  const described = [means ? `${id}-means` : '', reason ? `${id}-why` : ''].filter(Boolean).join(' ')
  return (
    <tr className={isMoved ? 'boxes-changed' : undefined}>
      <th scope="row">
        <span className="boxes-name">
          <span>{label}</span>
          <Tag
            tone={tones[right.risk]}
            {...(right.risk === 'danger' ? { icon: <WarnIcon size={14} /> } : {})}
          >
            {t(`rights:risk.${right.risk}`)}
          </Tag>
          {isMoved ? <Tag>{t(is ? 'rights:matrix.added' : 'rights:matrix.removed')}</Tag> : null}
        </span>
        {means ? (
          <span className="boxes-means" id={`${id}-means`}>
            {means}
          </span>
        ) : null}
        {reason ? (
          <span className="boxes-means" id={`${id}-why`}>
            {reason}
          </span>
        ) : null}
      </th>
      <td className="boxes-mark">
        {never ? (
          <Text span size="sm" className="boxes-minus">
            <span aria-hidden="true">– </span>
            {t('rights:matrix.never')}
          </Text>
        ) : onChange ? (
          <Box
            label={t('rights:matrix.boxOf', { name, right: label })}
            isTicked={is}
            isDisabled={!isFree(right, before)}
            describedBy={described || undefined}
            onToggle={() => onChange(toggle(right.name, chosen))}
          />
        ) : (
          <Mark is={is} />
        )}
      </td>
      {children}
    </tr>
  )
}
