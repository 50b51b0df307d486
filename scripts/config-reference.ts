/** Writes thrice.schema.json and docs/config.md from the schema. A test says when they are out of date. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { referencePage, schemaFile } from '../src/config/reference.js';

const root = new URL('../', import.meta.url);
mkdirSync(new URL('docs/', root), { recursive: true });
writeFileSync(new URL('thrice.schema.json', root), schemaFile());
writeFileSync(new URL('docs/config.md', root), referencePage());
