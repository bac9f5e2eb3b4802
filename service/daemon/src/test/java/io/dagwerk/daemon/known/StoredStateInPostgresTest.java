package io.dagwerk.daemon.known;

import io.dagwerk.daemon.PostgresServer;
import io.dagwerk.spi.Storage;

class StoredStateInPostgresTest extends StoredStateContract {
  @Override
  Storage open() throws Exception {
    return PostgresServer.openNew();
  }

  @Override
  int jobs() {
    return 8;
  }
}
