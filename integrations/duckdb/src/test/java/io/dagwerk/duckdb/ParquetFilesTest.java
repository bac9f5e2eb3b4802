package io.dagwerk.duckdb;

import static io.dagwerk.execution.io.Addresses.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.io.DurableIoManagerContract;
import io.dagwerk.execution.io.FakeLoad;
import io.dagwerk.execution.io.FakeStore;
import io.dagwerk.jdbc.Database;
import io.dagwerk.jdbc.TableQuery;
import io.dagwerk.model.OutputAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows in Parquet files.
class ParquetFilesTest extends DurableIoManagerContract {
  private static final OutputAddress ADDRESS = partition("flights", "2001-01-01");

  @TempDir private Path folder;
  private Database database;

  record Sum(long total) {}

  @BeforeEach
  void open() throws SQLException {
    database = DuckDb.inMemory();
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Override
  protected IoManager<Object> manager() {
    return new ParquetFiles(database, folder);
  }

  @Override
  protected IoManager<Object> another() {
    return new ParquetFiles(database, folder);
  }

  @Test
  void aQueryIsStoredAndReadWithoutRowsInJava() throws Exception {
    TableQuery made = TableQuery.of("select range as number from range(?)", 5);
    manager().store(new FakeStore(ADDRESS, Type.of(TableQuery.class)), made);
    TableQuery read = (TableQuery) manager().load(new FakeLoad(ADDRESS, Type.of(TableQuery.class)));
    assertThat(database.query(Sum.class, "select sum(number) as total from ?", read))
        .containsExactly(new Sum(10));
  }

  @Test
  void theFileItselfIsGivenToWhoAsksForAPath() throws Exception {
    store(ADDRESS, rows(1, 3));
    assertThat(manager().load(new FakeLoad(ADDRESS, Type.of(Path.class))))
        .isEqualTo(folder.resolve("assets/flights/@2001-01-01.parquet"));
  }

  @Test
  void aColumnThatIsNotThereIsNamed() throws Exception {
    store(ADDRESS, rows(1, 3));
    assertThatThrownBy(() -> manager().load(new FakeLoad(ADDRESS, Type.listOf(Sum.class))))
        .hasMessageContaining("cannot be read as Sum")
        .hasMessageContaining("has no column [total], but [number, flight_name,");
  }

  @Test
  void aFailedStoreLeavesNoFileBehind() throws Exception {
    TableQuery broken = TableQuery.of("select missing");
    assertThatThrownBy(
            () -> manager().store(new FakeStore(ADDRESS, Type.of(TableQuery.class)), broken))
        .hasMessageContaining("asset 'flights' of partition '2001-01-01' cannot be stored");
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
