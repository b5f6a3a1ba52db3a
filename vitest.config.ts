import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Folders whose files take longest, and first: begun last, one of them would be waited for alone. */
const LONG = ["/test/crash/", "/test/daemon/", "/test/e2e/"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex((folder) => moduleId.includes(folder));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Loopback servers and child processes on two cores: more forks only make each other late.
    maxWorkers: 2,
    pool: "forks",
    // Each fork keeps its modules: to load them anew for every file took a third of the whole run. A test leaves nothing behind
    // in its process; what would (a clock, an environment, a signal) is undone or run in a process of its own.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
