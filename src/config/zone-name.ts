import { distance } from 'fastest-levenshtein';

/** Whether the machine's time zone data knows this IANA name. Offsets like +01:00 are refused: they know no summer time. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The name in the spelling of the IANA list, where only the case differed. */
export function zoneName(name: string): string {
  const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  return known.toLowerCase() === name.toLowerCase() ? known : name;
}

/** The nearest zones for a wrong name, at most three; the city alone is understood too. */
export function nearZones(wrong: string): string[] {
  const want = fold(wrong);
  const city = want.split('/').at(-1) ?? want;
  return Intl.supportedValuesOf('timeZone')
    .map((name) => {
      const folded = fold(name);
      const byCity = distance(city, folded.split('/').at(-1) ?? folded);
      return { name, far: Math.min(distance(want, folded), byCity + (want.includes('/') ? 0.5 : 0)) };
    })
    .filter(({ far }) => far <= Math.max(1, Math.floor(city.length / 3)))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '_');
}
