/** The language a person reads (spec: "notification texts follow the user's language"). */
export type Language = 'sv' | 'en';

/** What one person is told, in that person's language. */
export interface Text {
  title: string;
  body: string;
}
