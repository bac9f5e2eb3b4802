package io.dagwerk.daemon;

import java.nio.file.Path;

class DaemonOnSqliteTest extends DaemonContract {
  @Override
  Instance instance(Path in) throws Exception {
    return new Instance(in, 1);
  }
}
