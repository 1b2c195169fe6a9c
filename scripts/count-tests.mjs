/**
 * Counts a vitest JSON report. Whatever did not run counts as failed: a file that did not load, a hook that threw, a crash
 * (no report, or an exit code that the report does not explain).
 * @param {object | undefined} report undefined when vitest wrote none
 * @param {number} exitCode vitest's
 * @returns {{ passed: number, failed: number, broken: string[] }} `broken`: what failed without a failing test
 */
export function countTests(report, exitCode) {
  if (!report) return { passed: 0, failed: 1, broken: ['vitest wrote no report'] };
  const files = report.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const count = (status) => tests.filter((test) => test.status === status).length;
  const broken = files
    .filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'))
    .map((file) => file.name);
  const passed = count('passed');
  const failed = count('failed') + broken.length;
  if (failed === 0 && (exitCode !== 0 || passed === 0)) {
    return { passed, failed: 1, broken: [`vitest ended with ${exitCode} after ${passed} passed tests`] };
  }
  return { passed, failed, broken };
}
