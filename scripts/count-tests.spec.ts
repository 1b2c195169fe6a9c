import { describe, expect, it } from 'vitest';
import { countTests } from './count-tests.mjs';

const passed = { status: 'passed' };
const failed = { status: 'failed' };
const skipped = { status: 'skipped' };

describe('countTests', () => {
  it('counts tests', () => {
    const report = { testResults: [
      { name: 'a', status: 'passed', assertionResults: [passed, passed, skipped] },
      { name: 'b', status: 'failed', assertionResults: [passed, failed] },
    ] };
    expect(countTests(report, 1)).toEqual({ passed: 3, failed: 1, broken: [] });
  });

  it('counts a file that did not load, or whose hook threw, as failed', () => {
    const report = { testResults: [
      { name: 'no-load', status: 'failed', assertionResults: [] },
      { name: 'hook', status: 'failed', assertionResults: [passed, skipped] },
    ] };
    expect(countTests(report, 1)).toEqual({ passed: 1, failed: 2, broken: ['no-load', 'hook'] });
  });

  it.each([
    ['no report', undefined, 0],
    ['a bad end that the report does not explain', { testResults: [{ name: 'a', status: 'passed', assertionResults: [passed] }] }, 1],
    ['a good end without a test', { testResults: [] }, 0],
  ])('never says "0 failed" of %s', (_, report, exitCode) => {
    expect(countTests(report, exitCode)).toMatchObject({ failed: 1 });
  });
});
