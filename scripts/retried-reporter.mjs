/** A vitest reporter: names each test that passed only at its second try, with what the first one said. A retry must not hide a flake. */
export default class RetriedReporter {
  #retried = [];

  onTestCaseResult(test) {
    const { flaky, retryCount = 0 } = test.diagnostic() ?? {};
    if (flaky || retryCount > 0) this.#retried.push({ test, errors: test.result().errors ?? [] });
  }

  onTestRunEnd() {
    for (const { test, errors } of this.#retried) {
      console.error(`RETRIED ${test.module.relativeModuleId} > ${test.fullName}`);
      for (const { message } of errors.slice(0, 1)) console.error(`  ${message?.split('\n')[0]}`);
    }
  }
}
