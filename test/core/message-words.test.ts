import { describe, expect, it } from 'vitest';
import { commandOf } from '../../src/core/message/first-word.js';

describe('commandOf', () => {
  it.each([
    ['skip', 'skip'],
    ['\n\n  Skip!\nthanks', 'skip'],
    ['*close*', 'close'],
    ['"Wait," said Anna', 'wait'],
    ['NEVER.', 'never'],
    ['Überspringen', 'skip'],
    ['schließen bitte', 'close'],
    ['warten', 'wait'],
    ['niemals', 'never'],
    ['pomiń', 'skip'],
    ['zamknij', 'close'],
    ['poczekaj', 'wait'],
    ['nigdy', 'never'],
    ['reopen', 'reopen'],
    ['Re-open, please', 'reopen'],
    ['Open again!', 'reopen'],
    ['öffnen', 'reopen'],
    ['Oeffnen bitte', 'reopen'],
    ['Wieder öffnen', 'reopen'],
    ['wiedereröffnen', 'reopen'],
    ['Otwórz', 'reopen'],
    ['otworz', 'reopen'],
    ['otwórz ponownie', 'reopen'],
    ['Ponownie otwórz', 'reopen'],
    ['open', null],
    ['Open questions remain', null],
    ['wieder da', null],
    ['again open', null],
    ['geöffnet', null],
    ['> reopen', null],
    ['Never mind, I answered him', null],
    ['nie', null],
    ['please skip', null],
    ['skipping rope', null],
    ['> skip', null],
    ['constructor', null],
    ['', null],
  ])('%j is %s', (text, word) => {
    expect(commandOf(text)).toBe(word);
  });
});
