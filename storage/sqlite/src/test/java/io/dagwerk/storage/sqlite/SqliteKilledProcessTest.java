package io.dagwerk.storage.sqlite;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.Appending;
import io.dagwerk.spi.contract.KilledProcessContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class SqliteKilledProcessTest extends KilledProcessContract {
  @TempDir Path folder;

  @Override
  protected Storage open() throws IOException {
    return SqliteFiles.openEmpty(folder);
  }

  @Override
  protected void reopen() {
    storage = SqliteStorage.open(SqliteFiles.file(folder));
  }

  @Override
  protected List<String> program() {
    return List.of(Program.class.getName(), SqliteFiles.file(folder).toString());
  }

  /// What is killed.
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws InterruptedException {
      Appending.run(SqliteStorage.open(Path.of(arguments[0])));
    }
  }
}
