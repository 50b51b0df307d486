import { germanic } from './germanic.js';
import type { Language } from './language.js';
import { nordic } from './nordic.js';
import { romance } from './romance.js';
import { slavic } from './slavic.js';

/** Every language whose dates are told by its words; those of East Asia are told by their form. */
export const languages: readonly Language[] = [...germanic, ...nordic, ...romance, ...slavic];
