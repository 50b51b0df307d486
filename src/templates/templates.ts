import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Compiled, compileTemplate, type Problem } from './compile.js';
import { insideNames, partNames, scopeOf } from './names.js';
import type { Scope } from './values.js';

export type { Problem } from './compile.js';

/** The checked templates by `language/name`. Plain data: an edit of the files makes a new one. */
export interface Templates {
  readonly byName: ReadonlyMap<string, Compiled>;
}

/** The shipped templates: beside src/ in a checkout and beside dist/ in the package. */
const shippedDirectory = fileURLToPath(new URL('../../templates', import.meta.url));
const largest = 65_536;

interface LoadOptions {
  /** The team's own templates (config `templates`); it need not exist. */
  readonly directory: string | null;
  readonly languages: readonly string[];
  /** Names without `.hbs`: those of the policies' stages and of the notices. */
  readonly names: readonly string[];
  /** Those of the names that are stages for people inside only; the shipped ones are known. */
  readonly inside?: readonly string[];
}

/**
 * Reads, checks and compiles templates. For each name and language the first that exists counts: own
 * `<language>/<name>.hbs`, own `<name>.hbs`, shipped `<language>/<name>.hbs`, then the same in English.
 * A language like `de-AT` also finds `de`. Never throws: what is missing or broken is a problem in the list, and the
 * caller keeps the templates it had.
 */
export function loadTemplates(options: LoadOptions): { templates: Templates; problems: Problem[] } {
  const byName = new Map<string, Compiled>();
  const problems = new Map<string, Problem>();
  const names = new Set([...options.names, ...partNames]);
  const inside = new Set<string>(options.inside ?? insideNames);
  for (const language of options.languages) {
    for (const name of names) {
      const scope = scopeOf(name, inside.has(name));
      const result = loadOne(options.directory, language, name, scope);
      for (const problem of result.problems) problems.set(`${problem.where} ${problem.message}`, problem);
      if (result.compiled !== null) byName.set(`${language}/${name}`, result.compiled);
    }
  }
  return { templates: { byName }, problems: [...problems.values()] };
}

/** What is wrong with these templates, for `check`; empty when all is well. */
export function checkTemplates(
  directory: string | null,
  language: string,
  { names, inside }: Pick<LoadOptions, 'names' | 'inside'>,
): Problem[] {
  return loadTemplates({ directory, languages: [language], names, ...(inside && { inside }) }).problems;
}

/**
 * The names, and those of the parts of every mail, for which neither the own directory nor the shipped one has a template in
 * this language: what they say is English.
 */
export function inEnglishInstead(
  directory: string | null,
  language: string,
  names: readonly string[],
): string[] {
  if (primaryOf(language) === 'en') return [];
  return [...names, ...partNames].filter(
    (name) => !candidates(directory, language, name).inLanguage.some((file) => existsSync(file)),
  );
}

function loadOne(
  directory: string | null,
  language: string,
  name: string,
  scope: Scope,
): { compiled: Compiled | null; problems: readonly Problem[] } {
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/i.test(name)) {
    const message =
      'This is no template name. Use letters, digits, - and _ only, without ".hbs" or a folder.';
    return failed(`template ${JSON.stringify(name)}`, message);
  }
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(language)) {
    return failed(
      `language ${JSON.stringify(language)}`,
      'This is no language. Write for example en, de or pl.',
    );
  }
  const { inLanguage, inEnglish } = candidates(directory, language, name);
  for (const file of [...inLanguage, ...inEnglish]) {
    const source = read(file);
    if (source === null) continue;
    if (typeof source !== 'string') return failed(shortPath(file), source.message);
    return compileTemplate(source, shortPath(file), scope);
  }
  const where =
    directory === null ? '' : ` or put your own into ${shortPath(join(directory, language, `${name}.hbs`))}`;
  return failed(
    `template "${name}"`,
    `There is no such template. Use follow-up-1, follow-up-2 or final-notice${where}.`,
  );
}

/** Where the template may lie, the first that counts first; one of the team's that is of no language is in every language. */
function candidates(
  directory: string | null,
  language: string,
  name: string,
): { readonly inLanguage: string[]; readonly inEnglish: string[] } {
  const file = `${name}.hbs`;
  const tags = [...new Set([language, primaryOf(language)])];
  const own =
    directory === null ? [] : [...tags.map((tag) => join(directory, tag, file)), join(directory, file)];
  const shipped = tags.map((tag) => join(shippedDirectory, tag, file));
  const inEnglish = [
    ...(directory === null ? [] : [join(directory, 'en', file)]),
    join(shippedDirectory, 'en', file),
  ];
  return { inLanguage: [...own, ...shipped], inEnglish };
}

/** `de` of `de-AT`. */
function primaryOf(language: string): string {
  return language.split('-')[0]!.toLowerCase();
}

/** The text, null when there is no such file, or why it cannot be read. */
function read(file: string): string | null | { readonly message: string } {
  try {
    const bytes = readFileSync(file);
    if (bytes.length > largest) return { message: 'The template is larger than 64 KB. Make it shorter.' };
    return bytes.toString('utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    return { message: `The template cannot be read (${code}). Check the file and its permissions.` };
  }
}

function failed(where: string, message: string): { compiled: null; problems: Problem[] } {
  return { compiled: null, problems: [{ where, message }] };
}

/** Relative to the working directory where that is shorter to read. */
function shortPath(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') ? file : short;
}
