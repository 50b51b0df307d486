// Completes package-lock.json after `npm install`: a registry that lacks the builds for some platforms makes npm leave
// those optional packages out, and `npm ci` then refuses the lock. Names and versions come from the packages that want
// them; npm installs only what fits the machine. Usage: npm run lock
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'package-lock.json';
const systems = [
  'android',
  'darwin',
  'linux',
  'win32',
  'freebsd',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'openharmony',
];
const processors = [
  'arm64',
  'x64',
  'ia32',
  'arm',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
];

const lock = JSON.parse(readFileSync(file, 'utf8'));
let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (path === '' || lock.packages[key] || lock.packages[`${path}/${key}`]) continue;
    lock.packages[key] = { version, ...platform(name), ...(entry.dev && { dev: true }), optional: true };
    added++;
  }
}
const { '': root, ...packages } = lock.packages;
const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(
  file,
  `${JSON.stringify({ ...lock, packages: { '': root, ...Object.fromEntries(sorted) } }, null, 2)}\n`,
);
console.log(`${added} optional packages added to ${file}`);

/** What the name says of the machine that a package is for, as npm's lock states it. */
function platform(name) {
  const parts = name.split('/').at(-1).split('-');
  const os = systems.find((system) => parts.includes(system));
  const cpu = processors.find((processor) => parts.includes(processor));
  const musl = parts.some((part) => part.startsWith('musl'));
  return { ...(cpu && { cpu: [cpu] }), ...(musl && { libc: ['musl'] }), ...(os && { os: [os] }) };
}
