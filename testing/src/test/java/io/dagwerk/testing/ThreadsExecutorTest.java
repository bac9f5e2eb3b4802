package io.dagwerk.testing;

import io.dagwerk.definitions.Executor;

class ThreadsExecutorTest extends ExecutorContract {
  @Override
  Executor executor() {
    return Executor.serial();
  }
}
