import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { explain, whoCould, whomToAsk } from '#contract/proof.ts'
import { useMe, useZone } from '../api/me.ts'
import { liveEveryMs, useAnswer } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { useNow } from '../ui/clock.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { AnswerMay } from './why/answer-may.tsx'
import { AnswerWho } from './why/answer-who.tsx'
import { Ask } from './why/ask.tsx'
import { type Choices, placeAsked, type Question, readQuestion, writeQuestion } from './why/question.ts'

/** May this person, who may, and because of what: now or back then. */
export function WhyPage() {
  const { accountId } = useParams({ from: patterns.why })
  const { t } = useWords()
  const account = useMe().accounts.find(({ id }) => id === accountId)
  const { data, error, refetch } = useAnswer(whomToAsk, { params: { accountId } })
  if (error?.code === 'not-found') return <NothingHerePage />
  return (
    <Page title={t('why:title')} above={account?.name} below={t('why:below')}>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? (
        <QuestionAndAnswer accountId={accountId} choices={data} />
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={2} height={220} />
      )}
    </Page>
  )
}

function QuestionAndAnswer({ accountId, choices }: { accountId: string; choices: Choices }) {
  const { t } = useWords()
  const zone = useZone(accountId)
  const search = useSearch({ from: patterns.why })
  const navigate = useNavigate({ from: patterns.why })
  const question = readQuestion(search, choices)
  const { person, permission, resource, at } = question
  const isAhead = useNow(60_000) + 60_000 < Date.parse(at ?? '')
  const params = { accountId }
  const every = at === null ? { everyMs: liveEveryMs } : {}
  const may = useAnswer(
    explain,
    { params, query: { person: person ?? '', permission, ...placeAsked(question) } },
    { ...every, enabled: question.ask === 'may' && person !== null && !isAhead },
  )
  const who = useAnswer(
    whoCould,
    { params, query: { permission, ...placeAsked(question) } },
    { ...every, enabled: question.ask === 'who' && !isAhead },
  )
  const asked = question.ask === 'may' ? may : who
  const shop = choices.shops.find(({ id }) => id === resource)?.name ?? null
  const put = (next: Question, replace = false) => void navigate({ search: writeQuestion(next), replace })

  // What the address left open is written into it: whoever gets the link reads this question and no other.
  const whole = writeQuestion(question)
  const isWhole = (['ask', 'person', 'permission', 'resource', 'at'] as const).every(
    part => whole[part] === search[part],
  )
  useEffect(() => {
    if (!isWhole) put(question, true)
  })

  return (
    <>
      <Ask
        question={question}
        choices={choices}
        zone={zone}
        personName={may.data?.person.name ?? null}
        onAsk={next => put(next)}
      />
      <ProblemNote problem={asked.error} onAgain={() => void asked.refetch()} />
      {isAhead ? null : question.ask === 'may' && person === null ? (
        <Empty
          title={t(choices.people.length === 0 ? 'why:nobodyToAsk' : 'why:noPerson')}
          hint={t(choices.people.length === 0 ? 'why:nobodyToAskHint' : 'why:noPersonHint')}
        />
      ) : question.ask === 'may' && may.data ? (
        <AnswerMay answer={may.data} question={question} accountId={accountId} shop={shop} zone={zone} />
      ) : question.ask === 'who' && who.data ? (
        <AnswerWho
          answer={who.data}
          question={question}
          accountId={accountId}
          shop={shop}
          zone={zone}
          onAskAbout={personId => put({ ...question, ask: 'may', person: personId })}
        />
      ) : asked.error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={110} />
      )}
      <div>
        <CopyButton text={location.href} label={t('why:copy')} />
      </div>
    </>
  )
}
