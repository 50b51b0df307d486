import type { DemoMail } from './demo-mail.js';

/**
 * The mails as one mbox (RFC 4155 appendix A): a From_ line with the envelope sender and the UTC time, LF line ends, an
 * empty line behind each. Lines that begin with From_ (quoted or not) get one more `>`, so that reading can undo it.
 */
export function mboxOf(mails: readonly DemoMail[]): Buffer {
  return Buffer.concat(
    mails.flatMap(({ raw, envelope, at }) => {
      const text = raw.toString('latin1').replace(/\r\n/g, '\n').replace(/\n*$/, '\n');
      const quoted = text.replace(/^(?=>*From )/gm, '>');
      const from = `From ${envelope.from || 'MAILER-DAEMON'} ${asctime(at)}\n`;
      return [Buffer.from(from), Buffer.from(quoted, 'latin1'), Buffer.from('\n')];
    }),
  );
}

/** `Mon Mar  2 09:12:00 2026` in UTC; `at` in ms UTC. */
function asctime(at: number): string {
  const [weekday = '', day = '', month, year, time] = new Date(at).toUTCString().split(' ');
  return `${weekday.slice(0, 3)} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
}
