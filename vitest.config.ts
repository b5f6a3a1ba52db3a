import { defineConfig } from "vitest/config";

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
  },
});
