package io.dagwerk.testing;

import io.dagwerk.definitions.Executor;
import java.util.Map;

class CarefulExecutorTest extends ExecutorContract {
  @Override
  Executor executor() {
    return Executor.named("careful").configured(Map.of("greeting", "hello"));
  }
}
