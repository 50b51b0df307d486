export type WordCommand = 'skip' | 'close' | 'wait' | 'never' | 'reopen';

/** English, German and Polish. A bare "nie" is not here: German "never" is Polish "no". */
const words = new Map<string, WordCommand>(
  Object.entries({
    skip: 'skip',
    überspringen: 'skip',
    ueberspringen: 'skip',
    auslassen: 'skip',
    pomiń: 'skip',
    pomin: 'skip',
    close: 'close',
    schließen: 'close',
    schliessen: 'close',
    schließe: 'close',
    zamknij: 'close',
    zamknąć: 'close',
    wait: 'wait',
    warten: 'wait',
    warte: 'wait',
    czekaj: 'wait',
    poczekaj: 'wait',
    never: 'never',
    niemals: 'never',
    nigdy: 'never',
    reopen: 'reopen',
    öffnen: 'reopen',
    oeffnen: 'reopen',
    wiedereröffnen: 'reopen',
    wiedereroeffnen: 'reopen',
    otwórz: 'reopen',
    otworz: 'reopen',
  }),
);

/** Commands of two words. A bare "open" or "wieder" begins too many other sentences. */
const pairs = new Map<string, WordCommand>(
  Object.entries({
    're open': 'reopen',
    'open again': 'reopen',
    'wieder öffnen': 'reopen',
    'wieder oeffnen': 'reopen',
    'wieder eröffnen': 'reopen',
    'ponownie otwórz': 'reopen',
    'ponownie otworz': 'reopen',
  }),
);

/**
 * The command that an answer to a notice begins with: the first word (or two) of its first line that is not
 * empty, with punctuation around it tolerated. A quoted line is no command, nor is "never mind".
 * @param newText the new text of the reply, without quotes
 */
export function commandOf(newText: string): WordCommand | null {
  const line = newText
    .slice(0, 2000)
    .normalize('NFC')
    .split('\n')
    .map((one) => one.trim())
    .find((one) => /[\p{L}>]/u.test(one));
  if (line === undefined || line.startsWith('>')) return null;
  const [first, second] = line.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (first === 'never' && second === 'mind') return null;
  return pairs.get(`${first} ${second}`) ?? words.get(first ?? '') ?? null;
}
