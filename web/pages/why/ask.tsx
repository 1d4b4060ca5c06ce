import { NativeSelect, Stack } from '@mantine/core'
import { useWords } from '../../language.ts'
import { Plates } from '../../ui/plates.tsx'
import { MomentField } from './moment-field.tsx'
import { type Choices, type Question, wholeAccount, withPermission } from './question.ts'

const risks = ['view', 'operate', 'danger'] as const

/** The question, put together from what can be asked here. Each choice is asked at once. */
export function Ask({
  question,
  choices,
  zone,
  personName,
  onAsk,
}: {
  question: Question
  choices: Choices
  zone: string
  /** Of somebody who is not among the choices, as far as it is known. */
  personName: string | null
  onAsk: (question: Question) => void
}) {
  const { t } = useWords()
  const { people, shops, permissions } = choices
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
  const group = (label: string, items: { value: string; label: string }[]) =>
    items.length > 0 ? [{ group: label, items }] : []
  const isOther = question.person !== null && people.every(({ id }) => id !== question.person)
  return (
    <Stack className="card">
      <Plates
        isCompact
        label={t('why:question')}
        value={question.ask}
        onChange={ask => onAsk({ ...question, ask })}
        plates={[
          { value: 'may', title: t('why:askMay') },
          { value: 'who', title: t('why:askWho') },
        ]}
      />
      <div
        style={{
          display: 'grid',
          gap: '0.75rem',
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 15rem), 1fr))',
        }}
      >
        {question.ask === 'may' ? (
          <NativeSelect
            label={t('why:person')}
            value={question.person ?? ''}
            onChange={event => onAsk({ ...question, person: event.currentTarget.value || null })}
            data={[
              { value: '', label: t('why:choosePerson') },
              ...(isOther ? [{ value: question.person!, label: personName ?? '…' }] : []),
              ...group(
                t('why:people.members'),
                people.filter(({ owner, member }) => owner || member).map(option),
              ),
              ...group(
                t('why:people.others'),
                people.filter(({ owner, member }) => !owner && !member).map(option),
              ),
            ]}
          />
        ) : null}
        <NativeSelect
          label={t('why:permission')}
          value={question.permission}
          onChange={event => onAsk(withPermission(question, event.currentTarget.value, shops))}
          data={risks.flatMap(risk =>
            group(
              t(`why:risk.${risk}`),
              permissions
                .filter(permission => permission.risk === risk)
                .map(({ name }) => ({
                  value: name,
                  label: t(`permission.${name}` as 'permission.shop.view', { defaultValue: name }),
                })),
            ),
          )}
        />
        <NativeSelect
          label={t('why:where')}
          value={question.resource}
          onChange={event => onAsk({ ...question, resource: event.currentTarget.value })}
          data={[...shops.map(option), { value: wholeAccount, label: t('why:wholeAccount') }]}
        />
      </div>
      <MomentField at={question.at} zone={zone} onChange={at => onAsk({ ...question, at })} />
    </Stack>
  )
}
