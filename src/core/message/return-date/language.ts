/**
 * How a language speaks of an absence and its end. Every entry is a piece of a pattern for lower-case text (flags iu),
 * matched as whole words; a word may end in `\p{L}*` where the language inflects.
 */
export interface Language {
  readonly code: string;
  /** "I", or where the verb says it "I am", "I shall be". */
  readonly me: string;
  readonly us: string;
  /** Verbs of somebody else: "is", "will be", "returns". */
  readonly them: string;
  /** What joins two clauses. */
  readonly and: string;
  /** Twelve, from January: the forms that stand beside a day. */
  readonly months: readonly string[];
  /** Seven, from Monday. */
  readonly days: readonly string[];
  /** "I am back", "return": the date beside it is the day of the return. */
  readonly back: string;
  /** "until": the date behind it ends the absence, where the sentence or the one before speaks of one. */
  readonly until: string;
  /** Words of absence. */
  readonly absent: string;
  /** "I was": with a word of absence behind it, the absence is over. */
  readonly past: string;
  /** What stands between the two dates of a range, beside dashes. */
  readonly to: string;
  /** "on": the date behind it is the day of an absence of one day. */
  readonly on: string;
  /** What may stand between `until` or `on` and the date: articles, "including", "the day". */
  readonly article: string;
  readonly tomorrow: string;
  readonly dayAfterTomorrow: string;
  /** "in two weeks": "in", the numbers from one to six, "day", "week". */
  readonly ahead: readonly [within: string, numbers: readonly string[], day: string, week: string];
}
