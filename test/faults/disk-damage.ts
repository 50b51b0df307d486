import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What may lie where a document should be. `truncated`: half of what lay there. */
export type Damage = 'truncated' | 'empty' | 'null' | 'foreign' | 'nonsense' | 'binary' | 'folder';
export const damages: readonly Damage[] = [
  ...(['truncated', 'empty', 'null', 'foreign', 'nonsense', 'binary', 'folder'] as const),
];

/** The places of data/. `*`: every document of the folder. */
export const places = [
  ...['conversations/*', 'state.json', 'outbox/*.json', 'outbox/*.eml', 'requests/0-1.json', 'status.json'],
  ...['active-config.yaml', 'lock', 'lock.takeover'],
] as const;

/** Good JSON of the right outline with values that mean nothing, by place: worse than what is no JSON at all. */
const nonsense: Readonly<Record<string, string>> = {
  'conversations/*': '{"v":1,"messages":[{"key":"x","copies":null},7],"notes":[null],"upcoming":{"by":3}}',
  'state.json':
    '{"v":1,"firstSeen":0,"mailbox":"MAILBOX","boot":"x","cursors":{"INBOX":{"uidValidity":"1","uid":"no"}},"notes":[{"at":"x"}],"sendings":[{}],"quarantined":7}',
  'outbox/*.json': '{"v":1,"id":"ID","anchor":5,"phase":"later","at":"x","result":[]}',
  'requests/0-1.json': '{"type":"replay","places":[{"folder":"INBOX","uid":"no"},null]}',
  'status.json': '{"v":1,"pid":"x","warnings":7}',
  lock: '{"pid":"x","started":7}',
};

/** Damages every document of the place; gives how many there were. What is missing is made. */
export function damage(data: string, place: string, kind: Damage): number {
  const folder = join(data, dirname(place));
  mkdirSync(folder, { recursive: true });
  const ending = place.slice(place.indexOf('*') + 1);
  const names = place.includes('*')
    ? readdirSync(folder).filter(
        (name) => !name.startsWith('.') && name !== 'corrupt' && name.endsWith(ending),
      )
    : [place.split('/').at(-1)!];
  for (const name of names) {
    const path = join(folder, name);
    const before = lstatSync(path, { throwIfNoEntry: false })?.isFile()
      ? readFileSync(path)
      : Buffer.from('{"v":1,"type":"rebuild"}');
    rmSync(path, { recursive: true, force: true });
    if (kind === 'folder') mkdirSync(join(path, 'inside'), { recursive: true });
    else writeFileSync(path, content(kind, before, place, name), { mode: 0o600 });
  }
  return names.length;
}

function content(
  kind: Exclude<Damage, 'folder'>,
  before: Buffer,
  place: string,
  name: string,
): string | Buffer {
  switch (kind) {
    case 'truncated':
      return before.subarray(0, Math.floor(before.length / 2));
    case 'empty':
      return '';
    case 'null':
      return 'null';
    case 'foreign':
      return '{"name":"thrice","version":"0.1.0","v":2,"messages":{},"id":5}';
    case 'nonsense': {
      const mailbox = /"mailbox":"([^"]*)"/.exec(before.toString())?.[1] ?? '';
      const id = decodeURIComponent(name.replace(/\.[a-z]+$/, ''));
      return (nonsense[place] ?? '[[]]').replace('MAILBOX', mailbox).replace('ID', id);
    }
    case 'binary':
      return Buffer.from([0, 255, 254, 10, 0, 123]);
    default:
      return kind satisfies never;
  }
}
