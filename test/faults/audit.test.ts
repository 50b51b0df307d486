import { describe, expect, it } from 'vitest';
import { audit, type Delivered, type Owed, type Shown } from './audit.js';

const nothing: Shown = { uncertain: [], failed: [] };
const carla: Owed = { customer: 'carla@customer.test', anchor: 'a1@example.com', stages: 3 };
const dirk: Owed = { customer: 'dirk@customer.test', anchor: 'a2@example.com', stages: 3 };
const minute = 60_000;

const mail = (owed: Owed, stage: number, change: Partial<Delivered> = {}): Delivered => ({
  ...{ mailbox: owed.customer, anchor: owed.anchor, stage, at: stage * minute },
  messageId: `thrice.${stage}.${owed.anchor}`,
  ...change,
});
const all = (owed: Owed): Delivered[] => [1, 2, 3].map((stage) => mail(owed, stage));
const kinds = (owed: readonly Owed[], delivered: readonly Delivered[], shown = nothing, gap = 0) =>
  audit(owed, delivered, shown, gap).findings.map(({ kind }) => kind);

describe('the audit of a fault run', () => {
  it('finds nothing where every step came once and in order', () => {
    const { findings, counts } = audit([carla, dirk], [...all(carla), ...all(dirk)], nothing);
    expect(findings).toEqual([]);
    expect(counts).toMatchObject({ once: 6, lost: 0, duplicate: 0 });
  });

  it('finds an injected duplicate, also under another Message-ID', () => {
    const twice = [...all(carla), mail(carla, 3, { messageId: 'thrice.other@example.com' })];
    expect(kinds([carla], twice)).toEqual(['duplicate']);
    expect(audit([carla], twice, nothing).counts).toMatchObject({ once: 2, duplicate: 1 });
  });

  it('finds an injected loss, of the last stage and of a whole conversation', () => {
    expect(kinds([carla], all(carla).slice(0, 2))).toEqual(['lost']);
    expect(kinds([carla, dirk], all(carla))).toEqual(['lost', 'lost', 'lost']);
  });

  it('finds a loss in the middle twice over: the step itself, and the one that came without it', () => {
    expect(kinds([carla], [mail(carla, 1), mail(carla, 3)])).toEqual(['lost', 'out-of-order']);
  });

  it('finds an injected reorder', () => {
    expect(kinds([carla], [mail(carla, 1), mail(carla, 3), mail(carla, 2)])).toEqual(['out-of-order']);
  });

  it('finds a mail after the answer of the customer, and none before it or within the gap', () => {
    const answered = { ...carla, answeredAt: 2 * minute - 500 };
    const two = all(carla).slice(0, 2);
    expect(kinds([answered], two)).toEqual(['after-answer']);
    expect(kinds([answered], two, nothing, 500)).toEqual([]);
    expect(kinds([{ ...carla, answeredAt: 2 * minute + 1 }], two)).toEqual([]);
    expect(audit([answered], two.slice(0, 1), nothing).counts).toMatchObject({ once: 1, answered: 2 });
  });

  it("finds a mail to a stranger, and one in a customer's mailbox about another's matter", () => {
    expect(kinds([carla], [...all(carla), mail(carla, 1, { mailbox: 'zoe@customer.test' })])).toEqual([
      'stranger',
    ]);
    expect(
      kinds([carla, dirk], [...all(carla), ...all(dirk), mail(carla, 1, { mailbox: dirk.customer })]),
    ).toEqual(['stranger']);
  });

  it('finds a stage that no policy has', () => {
    expect(kinds([carla], [...all(carla), mail(carla, 4)])).toEqual(['beyond-policy']);
  });

  it('counts what is missing and shown as shown, and what waits behind it as waiting', () => {
    const uncertain = [{ customer: carla.customer, stage: 2, messageId: 'thrice.2.a1@example.com' }];
    const shown = audit([carla], [mail(carla, 1)], { uncertain, failed: [] });
    expect(shown.findings).toEqual([]);
    expect(shown.counts).toMatchObject({ once: 1, 'uncertain-and-shown': 1, waits: 1, lost: 0 });
    const failed = audit([dirk], [], { uncertain: [], failed: [{ customer: dirk.customer, stage: 1 }] });
    expect(failed.counts).toMatchObject({ 'failed-and-shown': 1, waits: 2, lost: 0 });
  });

  it("does not let one conversation's shown step excuse another's loss", () => {
    const uncertain = [{ customer: carla.customer, stage: 1, messageId: 'x@example.com' }];
    expect(audit([carla, dirk], [], { uncertain, failed: [] }).counts).toMatchObject({ lost: 3, waits: 2 });
  });

  it('finds what is shown as open or failed and was delivered', () => {
    const uncertain = [{ customer: carla.customer, stage: 1, messageId: mail(carla, 1).messageId }];
    expect(kinds([carla], all(carla), { uncertain, failed: [] })).toEqual(['shown-though-delivered']);
    const failed = [{ customer: carla.customer, stage: 2 }];
    expect(kinds([carla], all(carla), { uncertain: [], failed })).toEqual(['shown-though-delivered']);
  });

  it('finds a mail that went on past an uncertain one', () => {
    const uncertain = [{ customer: carla.customer, stage: 1, messageId: 'x@example.com' }];
    expect(kinds([carla], [mail(carla, 2)], { uncertain, failed: [] })).toEqual(['out-of-order']);
  });
});
