/** How many may stand before the door, and how many may be inside. */
export type Limits = {
  /** Connections that have not proven who they are. */
  unproven: number
  unprovenFromNetwork: number
  fromNetwork: number
  all: number
  /** For everything from the first byte until somebody is admitted. */
  loginMs: number
  /** Signatures that do not open. */
  tries: number
  channels: number
}

export const usualLimits: Limits = {
  unproven: 100,
  unprovenFromNetwork: 10,
  fromNetwork: 40,
  all: 500,
  loginMs: 20_000,
  tries: 6,
  // A server of OpenSSH takes ten on a connection; one is for ending what runs there.
  channels: 8,
}

export type Arrival = { prove(): void; leave(): void }

/** Counts who is there. One network that knocks too often must not keep others out. */
export function countArrivals(limits: Limits) {
  const unproven = new Map<string, number>()
  const all = new Map<string, number>()
  const sums = { unproven: 0, all: 0 }
  const add = (map: Map<string, number>, network: string, by: 1 | -1) => {
    const count = (map.get(network) ?? 0) + by
    if (count > 0) map.set(network, count)
    else map.delete(network)
  }
  return {
    /** @returns undefined when there is no room */
    arrive(network: string): Arrival | undefined {
      if (sums.all >= limits.all || sums.unproven >= limits.unproven) return undefined
      if ((all.get(network) ?? 0) >= limits.fromNetwork) return undefined
      if ((unproven.get(network) ?? 0) >= limits.unprovenFromNetwork) return undefined
      sums.all++
      sums.unproven++
      add(all, network, 1)
      add(unproven, network, 1)
      let isProven = false
      let isHere = true
      const prove = () => {
        if (isProven) return
        isProven = true
        sums.unproven--
        add(unproven, network, -1)
      }
      return {
        prove,
        leave() {
          if (!isHere) return
          isHere = false
          prove()
          sums.all--
          add(all, network, -1)
        },
      }
    },
  }
}
