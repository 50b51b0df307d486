import { simpleParser } from 'mailparser';

/** A composed mail as a golden file holds it: its own header, the boundary named, the parts as 8bit; LF line ends. */
export async function readableMail(mail: Buffer): Promise<string> {
  const raw = mail.toString('latin1').replace(/\r\n/g, '\n');
  const header = raw.slice(0, raw.indexOf('\n\n')).replace(/boundary="[^"]+"/, 'boundary="golden"');
  const { text = '', html } = await simpleParser(mail);
  const part = (type: string, content: string) =>
    `--golden\nContent-Type: ${type}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${content}\n`;
  return `${header}\n\n${part('text/plain', text)}${html ? part('text/html', html) : ''}--golden--\n`;
}
