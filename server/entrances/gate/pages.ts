import { consolePaths, doorPaths } from '#contract/paths.ts'
import type { HowItEnded } from '#server/access/5-end/how-it-ended.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import { sayTimeLeft } from '#server/plumbing/calendar/say-time-left.ts'
import { html, type Page } from '#server/plumbing/page.ts'
import { actions, button, facts, linkButton, notice } from '#server/plumbing/page-parts.ts'
import { doorTexts } from '#texts/doors.ts'
import type { LetIn } from './assertion.ts'
import type { Place } from './find-place.ts'

type Language = Page['language']
type Writes = (language: Language) => Page

/** Addresses of the gate as the shop's visitors see them: the proxy hands everything below to the desk. */
export const atTheShop = {
  arrive: '/.einlass/arrive',
  here: '/.einlass/here',
  leave: '/.einlass/leave',
} as const

/** What the pages of one door link to. `to` is a path at the shop, checked by wayBack(). */
export type Links = {
  enter(to: string): string
  ask: string
  asSomeoneElse(to: string): string
  open: string
}

export function linksOf(deskOrigin: string, resource: string): Links {
  return {
    enter: to => deskOrigin + doorPaths.enter(resource, to),
    ask: deskOrigin + consolePaths.ask(resource),
    asSomeoneElse: to => deskOrigin + doorPaths.signIn(doorPaths.enter(resource, to)),
    open: deskOrigin + consolePaths.open(),
  }
}

/**
 * He was inside, and it is over: when, by whom and why.
 * @param ended undefined: that could not be looked up; it is over all the same
 */
export function overPage(place: Place, links: Links, to: string, ended: HowItEnded | undefined): Writes {
  return language => {
    const t = doorTexts[language].gate
    return {
      language,
      title: t.overTitle,
      body: html`${notice('bad', t.over(place.name))}${
        ended &&
        facts([
          [t.overFacts.at, sayInstant(ended.at, ended.zone, language)],
          [t.overFacts.by, ended.by ?? undefined],
          [t.overFacts.why, t.overBecause[ended.cause]],
          [t.overFacts.note, ended.note ?? undefined],
        ])
      }<p>${t.overNext}</p>${actions(
        linkButton(t.ask, links.ask, 'main'),
        linkButton(t.enterAgain, links.enter(to)),
        linkButton(t.asSomeoneElse, links.asSomeoneElse(to)),
      )}`,
    }
  }
}

/** Nobody has opened for him. */
export function notOpenPage(place: Place, links: Links, to: string): Writes {
  return language => {
    const t = doorTexts[language].gate
    return {
      language,
      title: t.notOpenTitle,
      body: html`${notice('bad', t.notOpen(place.name))}<p>${t.notOpenNext}</p>${actions(
        linkButton(t.ask, links.ask, 'main'),
        linkButton(t.enterAgain, links.enter(to)),
        linkButton(t.asSomeoneElse, links.asSomeoneElse(to)),
      )}`,
    }
  }
}

/** He sent a form without being inside: he must not believe that it was taken. */
export function signedOutPage(place: Place, links: Links): Writes {
  return language => {
    const t = doorTexts[language].gate
    return {
      language,
      title: t.signedOutTitle,
      body: html`${notice('bad', t.signedOutLost)}<p>${t.signedOut(place.name)}</p>${actions(
        linkButton(t.enterAgain, links.enter('/'), 'main'),
      )}`,
    }
  }
}

/** A ticket that does not open this door. */
export function badTicketPage(
  why: 'ticketOver' | 'wrongTicket' | 'otherSite',
  links: Links,
  to: string,
): Writes {
  return language => {
    const t = doorTexts[language].gate
    return {
      language,
      title: t[`${why}Title`],
      body: html`${notice('bad', t[why])}${actions(linkButton(t.enterAgain, links.enter(to), 'main'))}`,
    }
  }
}

export function awayPage(): Writes {
  return language => {
    const t = doorTexts[language].gate
    return { language, title: t.awayTitle, body: notice('bad', t.away) }
  }
}

/** Who is in here, until when, and the way out. */
export function herePage(
  place: Place,
  links: Links,
  answer: LetIn,
  about: { name: string | undefined; zone: string; now: number },
): Writes {
  return language => {
    const t = doorTexts[language].gate
    const until = new Date(answer.until)
    return {
      language,
      title: t.hereTitle(place.name),
      body: html`${facts([
        [t.who, about.name],
        [t.where, place.origin ?? undefined],
        [
          t.until,
          html`<strong>${sayInstant(until, about.zone, language)}</strong> (${sayTimeLeft(new Date(about.now), until, language)})`,
        ],
        [t.may, answer.permissions.includes('shop.operate') ? t.mayOperate : t.mayView],
      ])}<p>${t.untilHint}</p>${actions(
        linkButton(t.back, '/', 'main'),
        html`<form method="post" action="${atTheShop.leave}">${button(t.leave, 'plain')}</form>`,
        linkButton(t.giveBack, links.open),
      )}<p class="hint">${t.giveBackHint}</p>`,
    }
  }
}

export function outsidePage(place: Place, links: Links, left: boolean): Writes {
  return language => {
    const t = doorTexts[language].gate
    return {
      language,
      title: left ? t.leftTitle : t.outsideTitle,
      body: html`${notice(left ? 'good' : 'plain', left ? t.left(place.name) : t.outside(place.name))}${actions(
        linkButton(t.enterAgain, links.enter('/')),
        linkButton(t.toDesk, links.open),
      )}`,
    }
  }
}
