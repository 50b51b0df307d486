import type { Books } from './books.js';
import type { Survey } from './survey.js';
import { ignoredSentence, moment } from './words.js';

/** What looks wrong, each as a sentence that says what to do. */
export function warningsOf(survey: Survey, books: Books): string[] {
  const { config, store } = books;
  const { mailbox, watch, limits } = config.settings;
  const people = Object.values(survey.counts).reduce((sum, count) => sum + count, 0);
  const warnings: string[] = [];
  if (store.threads.corrupt.length > 0)
    warnings.push(
      `${store.threads.corrupt.length} documents in ${store.folder} cannot be read; the next \`thrice run\` reads their mails again.`,
    );
  if (survey.threads > 0 && people === 0)
    warnings.push(
      "No conversation has a customer: every address in the mailbox counts as the team's. Look at team.domains and team.agents.",
    );
  if (people > 0 && survey.watched === 0 && watch === 'addressed')
    warnings.push(
      `Nothing is watched: no agent has put ${mailbox.address} into To, Cc or Bcc of a mail to a customer since the start. Let them, or set watch: all.`,
    );
  if (people > 0 && survey.watched === 0 && watch === 'all' && survey.answered === 0)
    warnings.push(
      'Nothing is watched: no mail of an agent counts. `thrice check` shows the last ones and why each is ignored.',
    );
  if (survey.surprising > 0)
    warnings.push(
      `${survey.surprising} mails are due that were not expected (limits.surprise: ${limits.surprise}). Look at \`thrice plan\`; \`thrice release\` lets them go.`,
    );
  const { notes, mails } = survey.unsigned;
  if (notes + mails > 0)
    warnings.push(
      `${notes} notes about conversations and ${mails} mails bear a mark of Thrice that none of its keys signed: the secret was lost or changed, or somebody forged them. They count only where they make Thrice quieter.`,
    );
  return [...warnings, ...ignoredWarnings(survey, config.settings.calendar.timezone)];
}

const mostIgnored = 5;

/** One sentence for each person and reason, the latest mail standing for the others. */
function ignoredWarnings({ ignored }: Survey, timezone: string): string[] {
  const groups = new Map<string, { count: number; sentence: string }>();
  for (const { address, at, reason } of ignored) {
    const group = groups.get(`${address} ${reason}`);
    if (group) group.count++;
    else {
      const sentence = ignoredSentence(address, moment(at, timezone), reason);
      groups.set(`${address} ${reason}`, { count: 1, sentence });
    }
  }
  const sentences = [...groups.values()].map(({ count, sentence }) =>
    count === 1 ? sentence : `${sentence} (${count} such mails in 7 days)`,
  );
  const more = sentences.length - mostIgnored;
  return more <= 0
    ? sentences
    : [
        ...sentences.slice(0, mostIgnored),
        `And ${more} more people whose mails are ignored: \`thrice check\`.`,
      ];
}
