/** What decides over a submission tries the same cases every time; whoever works on the code meets new ones in each run. */
if (process.env.THRICE_TEST_REPORT) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ seed: 1 });
}
