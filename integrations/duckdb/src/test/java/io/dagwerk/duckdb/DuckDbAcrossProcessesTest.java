package io.dagwerk.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.jdbc.Database;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A DuckDB file that two processes want.
class DuckDbAcrossProcessesTest {
  @TempDir private Path folder;

  @Test
  void aFileThatAnotherProcessHasOpenIsNamedWithTheProcessAndTheRemedy() throws Exception {
    Path file = folder.resolve("flights.duckdb");
    Process child = DuckDbChild.start(file);
    try (BufferedReader said = child.inputReader()) {
      assertThat(said.readLine()).isEqualTo("open");

      assertThatThrownBy(() -> DuckDb.open(file))
          .isInstanceOf(SQLException.class)
          .hasMessage(
              "DuckDB's file '%s' is open in process %d, and only one process can have it open;"
                  .formatted(file, child.pid())
                  .concat(" wait until that one has ended, or name another file"));
    } finally {
      child.destroyForcibly().waitFor();
    }
    try (Database open = DuckDb.open(file)) {
      assertThat(open).isNotNull();
    }
  }

  @Test
  void whatElseIsWrongWithAFileIsSaidByDuckDb() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.duckdb"), "no database".repeat(1_000));

    assertThatThrownBy(() -> DuckDb.open(file))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("not a valid DuckDB database file");
  }
}
