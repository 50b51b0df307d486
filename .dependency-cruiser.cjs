/** The layout's rules, checked by `npm run check` (docs/decisions.md: "The pure core"). */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-is-pure',
      comment: 'core/ imports only itself and pure libraries: no node:*, no adapters, no clock',
      severity: 'error',
      from: { path: '^src/core/' },
      to: {
        pathNot:
          '^(src/core/|node_modules/(temporal-polyfill|temporal-spec|tldts|tldts-core|fastest-levenshtein)/)',
      },
    },
    {
      name: 'adapters-stand-alone',
      comment: 'an adapter knows the core, never another adapter',
      severity: 'error',
      from: { path: '^src/(mailbox|mail|store|templates|config)/' },
      to: { path: '^src/(?!core/)', pathNot: '^src/$1/' },
    },
    {
      name: 'only-the-cli-knows-the-cli',
      severity: 'error',
      from: { pathNot: '^src/cli(/|\\.ts$)' },
      to: { path: '^src/cli/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
