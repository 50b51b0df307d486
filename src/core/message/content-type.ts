import { fieldOf } from './fields.js';
import type { Header } from './parsed.js';

/** A Content-Type (RFC 2045 5.1): the type and the parameter names and values in lower case. */
export interface ContentType {
  /** `type/subtype`, 'text/plain' when the field is missing or no type. */
  readonly type: string;
  readonly params: ReadonlyMap<string, string>;
}

const parameter = /;\s*([\w*.-]{1,60})\s*=\s*(?:"([^"]{0,300})"|([^\s;"]{1,300}))/g;

/** The Content-Type of the mail itself, read leniently. Values are for comparing, so they are in lower case too. */
export function contentTypeOf(header: Header): ContentType {
  const value = (fieldOf(header, 'content-type') ?? '').slice(0, 4_000).toLowerCase();
  const type = /^\s*([\w.+-]+\/[\w.+-]+)/.exec(value)?.[1] ?? 'text/plain';
  const params = new Map<string, string>();
  for (const [, name, quoted, bare] of value.matchAll(parameter)) {
    if (name !== undefined && !params.has(name)) params.set(name, quoted ?? bare ?? '');
  }
  return { type, params };
}
