import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** How a mail is shown. `width` in CSS pixels. */
export interface Look {
  readonly name: string;
  readonly part: 'html' | 'text';
  readonly width: number;
  /** As clients do that darken mails by themselves. */
  readonly dark: boolean;
}

export interface Picture {
  readonly png: Buffer;
  /** What the content needs: more than the look's width means that a phone scrolls sideways. CSS pixels. */
  readonly contentWidth: number;
  /** Links that order something and that a thumb misses: they are less than 44 CSS pixels high or wide. */
  readonly smallLinks: readonly string[];
}

export interface Browser {
  picture(html: string, look: Look): Promise<Picture>;
  close(): Promise<void>;
}

/** The path of a Chromium, or null. CHROMIUM names one that lies elsewhere. */
export function findChromium(env: NodeJS.ProcessEnv): string | null {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...(env.CHROMIUM ? [env.CHROMIUM] : []), ...found].find((path) => existsSync(path)) ?? null;
}

/** Web addresses within a text are left out: they are as high as its lines. */
const smallLinks = `[...document.querySelectorAll('a[href^="mailto:"]')]
  .filter((link) => ['width', 'height'].some((side) => link.getBoundingClientRect()[side] < 44))
  .map((link) => link.textContent)`;

type Send = (method: string, params?: object, sessionId?: string) => Promise<Record<string, never>>;

/** Starts a headless Chromium that talks the DevTools protocol over two pipes: no port, nobody else can join. */
export async function openBrowser(program: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'thrice-gallery-'));
  const child = spawn(
    program,
    [
      '--headless',
      '--remote-debugging-pipe',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--hide-scrollbars',
      '--no-first-run',
      `--user-data-dir=${profile}`,
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const send = talk(child);
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const page = (method: string, params: object = {}) => send(method, params, sessionId);
  await page('Page.enable');
  const { frameTree } = (await page('Page.getFrameTree')) as unknown as {
    frameTree: { frame: { id: string } };
  };
  return {
    picture: async (html, { width, dark }) => {
      await page('Emulation.setDeviceMetricsOverride', {
        width,
        height: 100,
        deviceScaleFactor: 1,
        mobile: true,
      });
      await page('Emulation.setAutoDarkModeOverride', { enabled: dark });
      await page('Page.setDocumentContent', { frameId: frameTree.frame.id, html });
      const { cssContentSize } = (await page('Page.getLayoutMetrics')) as unknown as {
        cssContentSize: { width: number; height: number };
      };
      const height = Math.ceil(cssContentSize.height);
      const clip = { x: 0, y: 0, width, height, scale: 1 };
      const { result } = (await page('Runtime.evaluate', {
        expression: smallLinks,
        returnByValue: true,
      })) as unknown as { result: { value: string[] } };
      const { data } = (await page('Page.captureScreenshot', {
        ...{ format: 'png', captureBeyondViewport: true, clip },
      })) as unknown as { data: string };
      return {
        png: Buffer.from(data, 'base64'),
        contentWidth: cssContentSize.width,
        smallLinks: result.value,
      };
    },
    close: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await send('Browser.close').catch(() => child.kill());
      await gone;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Messages are JSON, each ended by a NUL. */
function talk(child: ChildProcess): Send {
  const write = child.stdio[3] as Writable;
  const read = child.stdio[4] as Readable;
  const waiting = new Map<
    number,
    { resolve: (value: Record<string, never>) => void; reject: (error: Error) => void }
  >();
  let last = 0;
  let rest = '';
  read.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const { id, result, error } = JSON.parse(part);
      const call = waiting.get(id);
      waiting.delete(id);
      if (error) call?.reject(new Error(`Chromium: ${error.message}`));
      else call?.resolve(result);
    }
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('Chromium ended.'));
  });
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      write.write(`${JSON.stringify({ id: last, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
}
