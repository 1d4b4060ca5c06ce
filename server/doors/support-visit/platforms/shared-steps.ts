import type { Phase } from './platform.ts'
import { einlassDoes, only, ownerConfirms, ownerDoes, type Step, supportConfirms } from './step.ts'

/** Any platform can stand behind a list of allowed network addresses, so these come along with every guide. */
export const allowListSteps: Readonly<Record<Phase, readonly Step[]>> = {
  before: only('allow-list', supportConfirms('allowList.name')),
  open: only('allow-list', ownerConfirms('allowList.putIn')),
  check: [],
  end: only('allow-list', ownerConfirms('allowList.takeOut')),
  after: only('allow-list', ownerDoes('allowList.look')),
}

/** A password that somebody saw stays known, whatever became of his access. */
export const handOverSteps: Readonly<Record<Phase, readonly Step[]>> = {
  before: [],
  open: only('handed-over', ownerDoes('handOver.vault')),
  check: [],
  end: [],
  after: only('handed-over', ownerConfirms('handOver.change')),
}

/** What is the same wherever a connector makes the account. */
export const connectorSteps = {
  before: only('connected', einlassDoes('provision.test')),
  open: only('connected', einlassDoes('provision.make')),
  check: only('connected', einlassDoes('provision.since')),
  end: only('connected', einlassDoes('provision.remove')),
  after: only('connected', einlassDoes('provision.compare'), ownerConfirms('provision.leftBehind')),
} as const satisfies Record<Phase, Step[]>
