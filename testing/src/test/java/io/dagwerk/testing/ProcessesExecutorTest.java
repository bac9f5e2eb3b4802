package io.dagwerk.testing;

import io.dagwerk.definitions.Executor;

/// A test has no other processes, so the steps run on its threads.
class ProcessesExecutorTest extends ExecutorContract {
  @Override
  Executor executor() {
    return Executor.processes(1);
  }
}
