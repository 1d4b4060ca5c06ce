/** The name of something in a foreign system was chosen by whoever made it: short, and without what a screen would act on. */
export function tameName(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '?').slice(0, 300)
}
