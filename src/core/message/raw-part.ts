/** One leaf part of a mail's body as fetched from the server: still transfer encoded and in its own charset. */
export interface RawPart {
  /** Lower case, e.g. `text/plain`, `message/delivery-status`. */
  readonly contentType: string;
  /** Content-Type parameters; names in lower case. */
  readonly params: Readonly<Record<string, string>>;
  /** Content-Transfer-Encoding, lower case; '7bit' or '' when none was given. */
  readonly encoding: string;
  /** For message/rfc822: the header of the enclosed mail only, as it stands (nothing to decode). */
  readonly content: Buffer;
  /** The content was cut at the fetch limit. */
  readonly truncated: boolean;
}
