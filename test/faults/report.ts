import type { Audit, Verdict } from './audit.js';
import type { DistanceReport } from './distance.js';
import type { Kill, KillReport } from './kill.js';
import { nameOfDeath } from './kill-points.js';
import type { LateReport } from './late.js';
import type { RepliesReport } from './replies.js';
import type { SmtpReport } from './smtp.js';

/** A scenario's outcome for people: lines, and what is wrong. */
export interface Told {
  readonly lines: readonly string[];
  readonly wrong: readonly string[];
}

export function tellKills(report: KillReport): Told {
  const { kills, before, after, inData, uncertain, settledByEvidence, wrong } = report;
  const names = [...new Set(kills.map(({ death }) => nameOfDeath(death)))].sort();
  const row = (name: string): string[] => {
    const these = kills.filter(({ death }) => nameOfDeath(death) === name);
    return [name, `${these.length}`, `${these.filter(({ reached }) => reached).length}`, phasesOf(these)];
  };
  return {
    lines: [
      ...table([['killed at', 'kills', 'reached', 'sendings under way, by phase'], ...names.map(row)]),
      '',
      `${kills.length} kills, ${before.steps.length} follow-ups in all. At rest: ${countsOf(before)}.`,
      `${inData.length} sendings died between DATA and the recorded answer: ${settledByEvidence} settled by the copy to the mailbox itself, ${uncertain.length} shown as uncertain:`,
      ...uncertain.map((id) => `  <${id}>`),
      `After a person settled those: ${countsOf(after)}.`,
    ],
    wrong,
  };
}

/** The newest sending at each death. */
function phasesOf(kills: readonly Kill[]): string {
  const counts = new Map<string, number>();
  for (const { outbox } of kills) {
    const open = outbox.find(({ phase }) => phase === 'claiming') ?? outbox.find(({ noted }) => !noted);
    const name = open?.phase ?? 'none';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}

export function tellLate({ kills, open, delivered, sentAgain, audit, wrong }: LateReport): Told {
  return {
    lines: [
      `${kills} kills after the server took the mail, with the copies held back: ${open} uncertain and shown, ${delivered} of these delivered, ${sentAgain} sent again.`,
      `When the copies came: ${countsOf(audit)}.`,
    ],
    wrong,
  };
}

export function tellSmtp({ cases, before, after, wrong }: SmtpReport): Told {
  const rows = cases
    .map((one) => [one.group, one.name, `${one.faults}`, one.expected, one.wrong.length === 0 ? 'yes' : 'NO'])
    .sort((a, b) => (a.join() < b.join() ? -1 : 1));
  return {
    lines: [
      ...table([['when', 'what', 'faults', 'due', 'came'], ...rows]),
      '',
      `${cases.length} cases. At rest: ${countsOf(before)}. After a person settled the uncertain ones: ${countsOf(after)}.`,
    ],
    wrong: [...cases.flatMap((one) => one.wrong.map((what) => `${one.name}: ${what}`)), ...wrong],
  };
}

export function tellDistance({ minutes, logins, said, audit, wrong }: DistanceReport): Told {
  return {
    lines: [
      `Under a 451 that stays, minutes between the tries: ${minutes.join(', ')}.`,
      `Under revoked credentials: ${logins} logins in five minutes, and status says: ${said.join(' ')}`,
      `When both had ended: ${countsOf(audit)}.`,
    ],
    wrong,
  };
}

export function tellReplies(report: RepliesReport): Told {
  const { conversations, replies, sent, sentToAnswering, blind, toMail, toDot, audit, wrong } = report;
  return {
    lines: [
      `${conversations} follow-ups due at once, ${replies} answers while they went: ${sent} left, ${sentToAnswering} of them to customers who answered in the pass.`,
      `${blind} left although the answer was stored when the last reading before it began.`,
      `${report.inGapBeforeMail} left with an answer stored between that and MAIL FROM, ${report.inGapAfterMail} between MAIL FROM and the final dot.`,
      `The gap from the last reading to MAIL FROM: median ${toMail.median} ms, largest ${toMail.largest} ms; to the final dot: median ${toDot.median} ms, largest ${toDot.largest} ms.`,
      `At rest: ${countsOf(audit)}.`,
    ],
    wrong,
  };
}

/** The verdicts of an audit and how often each came. */
export function countsOf({ counts }: Audit): string {
  const said = (Object.entries(counts) as [Verdict, number][]).filter(
    ([verdict, count]) => count > 0 || verdict === 'duplicate' || verdict === 'lost',
  );
  return said.map(([verdict, count]) => `${count} ${verdict}`).join(', ');
}

/** Columns by their widest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
