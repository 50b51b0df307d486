import type { Header } from './parsed.js';

/**
 * The topmost value of a header field, unfolded but not decoded; null when there is none.
 * @param name in lower case
 */
export function fieldOf(header: Header, name: string): string | null {
  for (const field of header.fields) if (field.name === name) return field.value;
  return null;
}

/**
 * Every value of a header field, topmost first, unfolded but not decoded.
 * @param name in lower case
 */
export function fieldsOf(header: Header, name: string): string[] {
  const values: string[] = [];
  for (const field of header.fields) if (field.name === name) values.push(field.value);
  return values;
}
