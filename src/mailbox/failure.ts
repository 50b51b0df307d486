/** The fields of imapflow's and Node's errors that we look at. */
export interface Failure {
  readonly code?: string;
  readonly message?: string;
  readonly serverResponseCode?: string;
  readonly responseText?: string;
  readonly responseStatus?: string;
  readonly authenticationFailed?: boolean;
  readonly mailboxMissing?: boolean;
  readonly tlsFailed?: boolean;
  readonly reason?: string;
  /** imapflow's parsed answer, or its text. */
  readonly response?: unknown;
}

/** What imapflow or Node threw, whatever it is. */
export function failureOf(error: unknown): Failure {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  const failure = error as Failure;
  const code = failure.serverResponseCode ?? codeIn(failure.response);
  return code === undefined ? failure : { ...failure, ...named(failure), serverResponseCode: code };
}

/** An error's own message and code, which a copy by its fields leaves out. */
function named({ message, code }: Failure): Partial<Failure> {
  return { ...(message !== undefined && { message }), ...(code !== undefined && { code }) };
}

/** The response code (RFC 5530) where imapflow leaves the parsed answer as it is, as it does with FETCH. */
function codeIn(response: unknown): string | undefined {
  const [first] = (response as ParsedAnswer | undefined)?.attributes ?? [];
  const code = first?.section?.[0]?.value;
  return typeof code === 'string' ? code.toUpperCase() : undefined;
}

interface ParsedAnswer {
  readonly attributes?: readonly { readonly section?: readonly { readonly value?: unknown }[] }[];
}

/** The server's own words, one line, bounded. Where they may repeat the password, `connectMailbox` takes it out. */
export function serverWords(failure: Failure): string {
  const words = failure.responseText ?? failure.reason ?? failure.message ?? 'no reason given';
  const line = words.replace(/[\s\u0000-\u001f]+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}
