import { allKeys, jsonSchema, type KeyDoc } from './keys.js';

/** The text of thrice.schema.json: JSON Schema 2020-12 for editors. */
export function schemaFile(): string {
  const json = JSON.stringify(
    { ...jsonSchema(), title: 'Config of Thrice (thrice.yaml)' },
    (key, value: unknown) => (key === 'fallback' && typeof value === 'string' ? undefined : value),
    2,
  );
  return `${json}\n`;
}

const intro = `# The config: thrice.yaml

<!-- Made by \`npx tsx scripts/config-reference.ts\` from src/config/schema.ts. Do not edit by hand. -->

Thrice reads one file: \`--config FILE\`, else the file that the environment variable \`THRICE_CONFIG\` names, else
\`./thrice.yaml\`. The shortest one that works:

\`\`\`yaml
mailbox:
  address: support@example.com
  password: \${SUPPORT_PASSWORD}
  imap: imap.example.com
  smtp: smtp.example.com
calendar: { timezone: Europe/Warsaw }
\`\`\`

[thrice.example.yaml](../thrice.example.yaml) holds every key with its default. For completion in an editor, write
this as the first line: \`# yaml-language-server: $schema=./thrice.schema.json\`

## How it is read

- YAML 1.2: \`on\`, \`off\`, \`yes\` and \`no\` are plain words. A password that looks like a number, or starts with one of
  \`* & ! @ % #\`, needs quotes.
- \`\${NAME}\` is replaced by the environment variable NAME, also inside a text; one that is not set or empty is an
  error. Within \`{ }\` and \`[ ]\` it needs quotes: \`"\${NAME}"\`. \`$\${NAME}\` stands for the characters \`\${NAME}\`
  themselves. Keys that want a number take no variable; write the port of a server as \`host:\${PORT}\`.
- A password may be \`{ file: PATH }\`: one line of that file.
- Relative paths are relative to the config file.
- A key without a value means its default. An unknown key is an error.
- Durations: \`30s\`, \`10m\`, \`4h\`, \`2d\` (calendar days at the same local time, then moved into working time), \`2wd\`
  (working days). Keys of type "duration (s, m, h)" take no days.
- All mistakes are listed at once, each with its line and column, behind a wrong indentation too:
  \`thrice.yaml:9:14 policies[0].follow_ups[1].after: "2 dayz" is no duration. Write a number with its unit: 2d (days), 2wd (working days), 4h or 30m. Did you mean 2d?\`

While Thrice runs it takes over a change of the file and says what it moved. A broken one changes nothing and is
reported once per edit; until it is mended \`thrice status\` shows it, and the commands go on with the previous config
and say so. \`mailbox\` with all its keys, \`data\` and \`secret\` need a restart.
`;

/** The text of docs/config.md. */
export function referencePage(): string {
  const sections = allKeys().map(section);
  return `${intro}\n## Keys\n\n${sections.join('\n')}`;
}

function section(key: KeyDoc): string {
  const depth = key.path.includes('.') ? '####' : '###';
  const lines = [`${depth} \`${key.path}\``, '', key.description, '', `- Type: ${typeOf(key)}`];
  const standard = defaultOf(key);
  if (key.required) lines.push('- Required');
  else if (standard !== null) lines.push(`- Default: ${standard}`);
  const examples = key.examples.filter((one) => one !== key.standard);
  if (examples.length > 0) lines.push(`- Example: ${examples.map((one) => exampleOf(key, one)).join(', ')}`);
  return `${lines.filter((text, at) => text !== '' || lines[at - 1] !== '').join('\n')}\n`;
}

function typeOf(key: KeyDoc): string {
  return key.allowed.length > 0 ? key.allowed.map((word) => `\`${word}\``).join(', ') : key.type;
}

function defaultOf(key: KeyDoc): string | null {
  if (key.fallback !== undefined) return key.fallback;
  if (key.standard === undefined) return null;
  if (JSON.stringify(key.standard) === '{}') return key.hasKeys ? 'see its keys' : 'empty';
  return `\`${flow(key.standard)}\``;
}

function exampleOf(key: KeyDoc, example: unknown): string {
  return `\`${key.name}: ${key.type.startsWith('list') ? `[${String(example)}]` : scalar(example)}\``;
}

/** Values in YAML's flow style. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${key}: ${flow(inner)}`)
      .join(', ')} }`;
  }
  return scalar(value);
}

function scalar(value: unknown): string {
  const text = String(value);
  return typeof value === 'string' && /^[\s[{*&!@%#`"']|^\d+:\d|: | #/.test(text)
    ? JSON.stringify(text)
    : text;
}
