import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { templateFindings } from '../../src/checkup-local.js';
import { partNames, templateNames } from '../../src/templates/names.js';
import { settings } from '../core/history.js';

test('`check` names the templates that a language of the team’s own lacks', () => {
  const templatesDir = mkdtempSync(join(tmpdir(), 'thrice-check-templates-'));
  try {
    const found = (language: string) => templateFindings({ templatesDir, language, settings: settings() });
    for (const language of ['en', 'de', 'pl', 'de-AT'])
      expect(found(language)).toEqual([
        { mark: 'ok', text: `All templates of language ${language} can be used.` },
      ]);
    const names = [...templateNames(settings()).names, ...partNames];
    const [finding, ...others] = found('fr');
    expect(others).toEqual([]);
    expect(finding?.mark).toBe('warn');
    for (const name of names) expect(finding?.text).toMatch(new RegExp(`[:,] ${name}[,.]`));
    expect(finding?.text).toContain('will be English');

    mkdirSync(join(templatesDir, 'fr'));
    for (const name of names) writeFileSync(join(templatesDir, 'fr', `${name}.hbs`), 'Bonjour');
    expect(found('fr')).toMatchObject([{ mark: 'ok' }]);
  } finally {
    rmSync(templatesDir, { recursive: true });
  }
});
