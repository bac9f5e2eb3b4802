package io.dagwerk.daemon;

import java.nio.file.Path;

class DaemonOnPostgresTest extends DaemonContract {
  @Override
  Instance instance(Path in) throws Exception {
    return new Instance(in, 1, PostgresServer.newDatabase(4));
  }
}
