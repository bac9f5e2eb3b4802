package io.dagwerk.storage.postgres;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.Appending;
import io.dagwerk.spi.contract.KilledProcessContract;
import java.sql.SQLException;
import java.util.List;

class PostgresKilledProcessTest extends KilledProcessContract {
  @Override
  protected Storage open() throws SQLException {
    return PostgresServer.openEmpty();
  }

  @Override
  protected void reopen() {
    storage = PostgresStorage.open(PostgresServer.settings());
  }

  @Override
  protected List<String> program() {
    return List.of(Program.class.getName(), PostgresServer.url());
  }

  /// What is killed.
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws InterruptedException {
      Appending.run(PostgresStorage.open(PostgresSettings.of(arguments[0], "postgres", "")));
    }
  }
}
