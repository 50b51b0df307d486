import type { Templates } from './templates.js';
import type { View } from './view.js';

/**
 * The format of a template: one `.hbs` file a mail, in plain text.
 *
 *     subject: optional first line; without it a follow-up is "Re: " and the subject of the conversation
 *
 *     Paragraphs of plain text, each on one long line, with {{variables}}. A blank line ends a paragraph;
 *     a line break inside one is kept.
 *
 * The text part is the rendered file. The HTML part is made from that text: everything escaped, each paragraph a
 * <p>, each kept line break a <br>, web addresses linked. So an author writes one file, no value can become markup,
 * and the two parts never differ. The quoted text follows below both, under the line that the template
 * `attribution` gives, as mail clients do it.
 */
export interface Rendered {
  /** One line, or null when the template names no subject. */
  readonly subject: string | null;
  readonly text: string;
  readonly html: string;
}

/** Renders a loaded template. Throws when (name, language) was not loaded, which a checked config excludes. */
export function render(templates: Templates, name: string, language: string, view: View): Rendered {
  const template = templates.byName.get(`${language}/${name}`);
  const attribution = templates.byName.get(`${language}/attribution`);
  if (template === undefined || attribution === undefined) {
    throw new Error(
      `The template "${name}" (${language}) is missing or broken; thrice check says what is wrong with it.`,
    );
  }
  const body = tidy(template.body(view));
  const subject = template.subject === null ? null : template.subject(view).replace(/\s+/g, ' ').trim();
  const quoted = typeof view.quotedText === 'string' ? view.quotedText : '';
  const above = quoted === '' ? '' : tidy(attribution.body(view));
  return {
    subject: subject === '' ? null : subject,
    text: quoted === '' ? `${body}\n` : `${body}\n\n${above}\n${quoteText(quoted)}\n`,
    html: page(language, paragraphs(body) + (quoted === '' ? '' : quoteHtml(above, quoted))),
  };
}

/** An {{#if}} that is not true leaves blank lines behind. */
function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** RFC 3676 4.5: a quoted line that is quoted already gets no space after the new mark. */
function quoteText(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n');
}

function page(language: string, content: string): string {
  const style =
    'font-family:-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5';
  return (
    `<!DOCTYPE html>\n<html lang="${escapeHtml(language)}">\n<head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"></head>\n<body>\n<div style='${style}'>\n${content}</div>\n</body>\n</html>\n`
  );
}

function paragraphs(text: string): string {
  return text
    .split(/\n\n+/)
    .map(
      (paragraph) =>
        `<p dir="auto" style="margin:0 0 1em">${paragraph.split('\n').map(lineHtml).join('<br>\n')}</p>\n`,
    )
    .join('');
}

/** The marks by which clients (and other helpdesks) know a quote and fold it away. */
function quoteHtml(above: string, quoted: string): string {
  const style = 'margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex';
  return (
    `<div class="gmail_quote">\n<div dir="auto" class="gmail_attr">${lineHtml(above)}</div>\n` +
    `<blockquote type="cite" class="gmail_quote" style="${style}">\n${paragraphs(quoted)}</blockquote>\n</div>\n`
  );
}

/** One line, escaped, with its web addresses linked. */
function lineHtml(line: string): string {
  return line
    .split(/(https?:\/\/[^\s<>"'`“”„]*[^\s<>"'`“”„.,;:!?()[\]{}])/i)
    .map((part, index) => {
      const text = escapeHtml(part);
      return index % 2 === 1 ? `<a href="${text}">${text}</a>` : text;
    })
    .join('');
}

function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
