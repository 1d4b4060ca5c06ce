import { Text } from '@mantine/core'
import type { AnswerOf } from '#contract/endpoint.ts'
import { readSignInMethods } from '#contract/sign-in-methods.ts'
import { useMe, useZone } from '../../api/me.ts'
import { useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { AddressCard } from './address.tsx'
import { AppCard } from './authenticator-app.tsx'
import { Passkeys } from './passkeys.tsx'
import { PasswordCard } from './password.tsx'
import { RecoveryCodesCard } from './recovery-codes.tsx'
import { Card, SettingsPage } from './settings-page.tsx'
import { SignInEvents } from './sign-in-events.tsx'

type Methods = AnswerOf<typeof readSignInMethods>

/** By what a person shows that he is himself, and what happened to it lately. */
export function SignInMethodsPage() {
  const { t } = useWords()
  const { secondFactor } = useMe()
  const { data, error, refetch } = useAnswer(readSignInMethods, {})
  return (
    <SettingsPage title={t('settings:signIn.title')} hint={t('settings:signIn.hint')}>
      {secondFactor.neededAs && !secondFactor.present ? (
        <Note tone="bad">
          <Text fw={600}>{t('settings:signIn.neededTitle')}</Text>
          <Text>
            {t(
              secondFactor.neededAs === 'agent'
                ? 'settings:signIn.neededAsAgent'
                : 'settings:signIn.neededAsOwner',
            )}
          </Text>
        </Note>
      ) : null}
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? (
        <>
          <Passkeys passkeys={data.passkeys} />
          <AppCard totp={data.totp} mayRemove={data.can.removeTotp} address={data.address} />
          <RecoveryCodesCard
            codes={data.recoveryCodes}
            hasSecondFactor={data.totp !== null || data.passkeys.length > 0}
            address={data.address}
          />
          <PasswordCard password={data.password} address={data.address} />
          <AddressCard address={data.address} change={data.addressChange} />
          <AtTheProvider linked={data.provider} />
          <SignInEvents events={data.events} />
        </>
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={4} height={170} />
      )}
    </SettingsPage>
  )
}

/** The provider's own OpenID provider, where somebody signed in by it. */
function AtTheProvider({ linked }: { linked: Methods['provider'] }) {
  const { t } = useWords()
  const say = useSaying(useZone())
  if (linked.length === 0) return null
  return (
    <Card title={t('settings:signIn.providerTitle')}>
      {linked.map(({ issuer, linkedAt }) => (
        <Text key={issuer}>{t('settings:signIn.providerLinked', { issuer, at: say.instant(linkedAt) })}</Text>
      ))}
    </Card>
  )
}
