// Reads vitest's JSON report, fails when the tests against real servers were skipped, and ends with the line that CI
// reads. Usage: node scripts/ci-summary.mjs REPORT EXIT-STATUS-OF-THE-TESTS
import { readFileSync } from 'node:fs';

const [, , file, status] = process.argv;
const report = JSON.parse(readFileSync(file, 'utf8'));
const tests = report.testResults.flatMap((suite) =>
  suite.assertionResults.map((test) => ({ ...test, file: suite.name })),
);
const of = (wanted) => tests.filter((test) => test.status === wanted);
const notRun = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
const serversSkipped = notRun.filter((test) => test.file.includes('/test/servers/'));
const failedFiles = report.testResults.filter(
  (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
);

for (const suite of failedFiles) console.log(`could not run ${suite.name}: ${suite.message}`);
for (const test of notRun) console.log(`skipped: ${test.fullName}`);
if (serversSkipped.length > 0)
  console.log('The tests against real servers were skipped: CI counts that as failed.');
const failed = of('failed').length + failedFiles.length + serversSkipped.length;
const bad = failed > 0 || Number(status) !== 0 || of('passed').length === 0;
console.log(`${of('passed').length} passed, ${Math.max(failed, bad ? 1 : 0)} failed`);
process.exit(bad ? 1 : 0);
