import { describe, expect, it } from 'vitest';
import { serversMissing, withServers } from '../servers/servers.js';
import { eventsScenario, linesScenario } from './imap.js';
import { darks, refusedScenario } from './imap-refused.js';

/** The IMAP part of the fault laboratory in short, in a file of its own so that it runs next to the others. */
describe.skipIf(serversMissing() !== null)(withServers('IMAP faults on purpose, in short'), () => {
  it.concurrent('lines that break: once when it is over, never after the answer', {
    timeout: 300_000,
  }, async () => {
    const names = [
      'FIN instead of the answer to the login',
      'half a literal, then RST',
      'NO [UNAVAILABLE] to FETCH',
      'FIN instead of the answer to the claim',
      '300 bytes of the result, then FIN',
      'BYE and FIN',
    ];
    const { cases, wrong, audit } = await linesScenario(7, ({ name }) => names.includes(name));
    expect(cases.flatMap((one) => one.wrong)).toEqual([]);
    expect(wrong).toEqual([]);
    expect(cases).toHaveLength(names.length);
    expect(audit.counts).toMatchObject({ once: names.length, answered: names.length, duplicate: 0, lost: 0 });
  });

  it.concurrent('a mailbox that changes behind its back', { timeout: 300_000 }, async () => {
    const names = [
      'the notes folder is renamed between',
      'UIDVALIDITY of INBOX, Sent and the notes changes outage',
    ];
    const { cases, wrong } = await eventsScenario(7, {
      only: (event, moment) => names.includes(`${event.name} ${moment}`),
      servers: false,
    });
    expect(cases.flatMap((one) => one.wrong)).toEqual([]);
    expect(wrong).toEqual([]);
    expect(cases).toHaveLength(names.length);
  });

  it.concurrent('an alarm when nothing could be read for long, and its end', {
    timeout: 300_000,
  }, async () => {
    const { dark, wrong } = await refusedScenario(7, darks.slice(-1));
    expect(wrong).toEqual([]);
    expect(dark[0]?.mails).toHaveLength(2);
  });
});
