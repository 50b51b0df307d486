import type { Compiled } from './compile.js';
import { escapeHtml } from './html.js';
import { type LinkWords, linkData, linksInHtml, linksInText, placed } from './links.js';
import type { Templates } from './templates.js';
import type { View } from './values.js';

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
 * and the two parts say the same. The links of a notice are put where `{{actions}}` stands. The quoted text follows below both, under the line that the template
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
  const { data, links } = view;
  const template = loaded(templates, name, language);
  const body = placed(tidy(template.body(data)), links);
  const subject = template.subject === null ? null : oneLine(template.subject(data));
  const quoted = typeof data.quotedText === 'string' ? data.quotedText : '';
  const above = quoted === '' ? '' : tidy(loaded(templates, 'attribution', language).body(data));
  const words: LinkWords = (action) => oneLine(loaded(templates, 'link', language).body(linkData(action)));
  const text = tidy(linksInText(body, links, words));
  const html = linksInHtml(paragraphs(body), links, words);
  return {
    subject: subject === '' ? null : subject,
    text: quoted === '' ? `${text}\n` : `${text}\n\n${above}\n${quoteText(quoted)}\n`,
    html: page(language, html + (quoted === '' ? '' : quoteHtml(above, quoted))),
  };
}

/** The compiled template. Throws when (name, language) was not loaded. */
export function loaded(templates: Templates, name: string, language: string): Compiled {
  const template = templates.byName.get(`${language}/${name}`);
  if (template !== undefined) return template;
  throw new Error(
    `The template "${name}" (${language}) is missing or broken; thrice check says what is wrong with it.`,
  );
}

/** As a subject or on a link: no line breaks, and no place for links. */
export function oneLine(text: string): string {
  return text
    .replace(/\u0000\d+\u0000/g, '')
    .replace(/\s+/g, ' ')
    .trim();
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
    'font-family:-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5;word-break:break-word;overflow-wrap:anywhere';
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
