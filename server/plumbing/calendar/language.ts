/** The languages in which dates and holidays are said (ISO 639-1). */
export type Language = 'de' | 'en' | 'nl'
