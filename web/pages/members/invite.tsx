import { NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { inviteMember } from '#contract/members.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { languages, useWords } from '../../language.ts'
import { useNow } from '../../ui/clock.ts'
import { FormEnd } from '../../ui/form-end.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Plates } from '../../ui/plates.tsx'
import { type Language, localInput } from '../../ui/say-time.ts'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import type { AnInvitation } from './invitation-row.tsx'
import type { Place } from './people-list.tsx'
import { sayDate } from './say-date.ts'

/** Invites somebody: who, what he may do, until when, and in one sentence what will be true then. */
export function Invite({
  place,
  again,
  onSent,
  onCancel,
}: {
  place: Place
  /** Who said no before, to be invited anew. */
  again: AnInvitation | null
  onSent: (sentence: string) => void
  onCancel: () => void
}) {
  const { t, language: spoken } = useWords()
  const say = useSaying(place.zone)
  const today = localInput(useNow(60_000), place.zone).slice(0, 10)
  const action = useAction(inviteMember)
  const [name, setName] = useState(again?.name ?? '')
  const [address, setAddress] = useState(again?.address ?? '')
  const [language, setLanguage] = useState<Language>(spoken)
  const [role, setRole] = useState(again?.role ?? 'deputy')
  const [ends, setEnds] = useState<'open' | 'date'>('open')
  const [day, setDay] = useState('')
  const [isTried, setTried] = useState(false)

  const isWrong = {
    name: name.trim() === '',
    address: !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address.trim()),
    day: ends === 'date' && sayDate(day, spoken) === '',
  }
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (isWrong.name || isWrong.address || isWrong.day) return showFirstWrong(event.currentTarget)
    const body = {
      name: name.trim(),
      address: address.trim(),
      language,
      role,
      ...(ends === 'date' ? { untilOn: day } : {}),
    }
    await action.run({ params: { accountId: place.accountId }, body }).then(
      sent => onSent(t('members:sent', { name: sent.name, at: say.instant(sent.expiresAt) })),
      () => {},
    )
  }
  const until =
    ends === 'date' && !isWrong.day
      ? t('members:untilDaySaid', { day: sayDate(day, spoken) })
      : t('time.withoutEnd')
  return (
    <form onSubmit={event => void send(event)} noValidate>
      <Stack>
        <TextInput
          label={t('members:inviteName')}
          required
          withAsterisk={false}
          maxLength={200}
          autoComplete="off"
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={isTried && isWrong.name ? t('members:nameMissing') : null}
        />
        <TextInput
          label={t('members:inviteAddress')}
          description={t('members:inviteAddressHint')}
          type="email"
          required
          withAsterisk={false}
          maxLength={254}
          autoComplete="off"
          value={address}
          onChange={event => setAddress(event.currentTarget.value)}
          error={isTried && isWrong.address ? t('members:addressMissing') : null}
        />
        <NativeSelect
          label={t('members:inviteLanguage')}
          value={language}
          onChange={event => setLanguage(event.currentTarget.value as Language)}
          data={languages.map(value => ({ value, label: t(`language.${value}`) }))}
        />
        <Plates
          label={t('members:inviteRole')}
          value={role}
          onChange={setRole}
          plates={[
            { value: 'deputy', title: t('members:role.deputy'), hint: t('members:deputyMeans') },
            { value: 'viewer', title: t('members:role.viewer'), hint: t('members:viewerMeans') },
          ]}
        />
        <Plates
          label={t('members:inviteUntil')}
          value={ends}
          onChange={setEnds}
          plates={[
            { value: 'open', title: t('members:untilOpen'), hint: t('members:untilOpenMeans') },
            { value: 'date', title: t('members:untilDate'), hint: t('members:untilDateMeans') },
          ]}
        />
        {ends === 'date' ? (
          <TextInput
            maw={340}
            type="date"
            label={t('members:untilDay')}
            description={t('members:untilDayHint', { zone: place.zone })}
            min={today}
            value={day}
            onChange={event => setDay(event.currentTarget.value)}
            error={isTried && isWrong.day ? t('members:dayMissing') : null}
          />
        ) : null}
        <Note>
          <Text size="sm" c="dimmed">
            {t('members:willBe')}
          </Text>
          <Text>
            {t(role === 'deputy' ? 'members:willBeDeputy' : 'members:willBeViewer', {
              name: name.trim() || t('members:somebody'),
              account: place.account,
              until,
            })}
          </Text>
        </Note>
        <ProblemNote problem={action.problem} />
        <FormEnd submit={t('members:send')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}
