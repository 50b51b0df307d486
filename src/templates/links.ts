import { escapeHtml } from './html.js';
import type { Action, Data } from './values.js';

/** What a link does, in the words of the template `link`. */
export type LinkWords = (action: Action) => string;

const marks = /\u0000(\d+)\u0000/g;

/** The variables of the template `link` for one link. */
export function linkData({ action, command }: Action): Data {
  return {
    close: action === 'close',
    reopen: action === 'reopen',
    wait: action === 'wait',
    snooze: action === 'snooze',
    never: action === 'never',
    sendNow: action === 'send-now',
    skip: action === 'skip',
    undo: action === 'undo',
    days: /\b(\d{1,4})d$/.exec(command)?.[1] ?? null,
  };
}

/**
 * The text with the links where it says so. Only the first row is in the
 * text part: a list with three addresses to a line could not be read, and its words work as an answer.
 */
export function linksInText(text: string, rows: readonly (readonly Action[])[], words: LinkWords): string {
  const row = (rows[0] ?? []).map((one) => `${one.command}: ${words(one)}\n  ${one.href}`).join('\n');
  return text.replace(marks, (_, n: string) => (n === '0' ? row : ''));
}

/**
 * The same for the HTML part: buttons that wrap, those of the first row with what they do. Outlook draws them as links
 * with a frame; no colour is set, so that a dark mode chooses its own.
 */
export function linksInHtml(html: string, rows: readonly (readonly Action[])[], words: LinkWords): string {
  return html.replace(marks, (_, n: string) => {
    const row = rows[Number(n)] ?? [];
    return row
      .map((one) =>
        n === '0'
          ? button(one, '14px', `<b>${escapeHtml(one.command)}</b>&nbsp; ${escapeHtml(words(one))}`)
          : button(one, '7px', escapeHtml(one.command)),
      )
      .join('\n');
  });
}

/** The text with a place for the first row, if it has none. */
export function placed(text: string, rows: readonly (readonly Action[])[]): string {
  return (rows[0] ?? []).length === 0 || text.includes('\u00000\u0000') ? text : `${text}\n\n\u00000\u0000`;
}

/** 22 px of a line, 20 px inside and 2 px of frame: what a thumb hits. `side`: the space beside the words. */
function button({ href }: Action, side: string, content: string): string {
  const style = `display:inline-block;margin:4px 2px 4px 0;padding:10px ${side};border:1px solid #8a919e;border-radius:6px;line-height:22px;text-decoration:none`;
  return `<a style="${style}" href="${escapeHtml(href)}">${content}</a>`;
}
