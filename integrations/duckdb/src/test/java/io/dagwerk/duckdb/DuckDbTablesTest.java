package io.dagwerk.duckdb;

import static io.dagwerk.execution.io.Addresses.asset;
import static io.dagwerk.execution.io.Addresses.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.io.DurableIoManagerContract;
import io.dagwerk.execution.io.FakeLoad;
import io.dagwerk.execution.io.FakeStore;
import io.dagwerk.jdbc.Database;
import io.dagwerk.jdbc.JdbcTables;
import io.dagwerk.jdbc.TableQuery;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.testsupport.Covers;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables in DuckDB.
class DuckDbTablesTest extends DurableIoManagerContract {
  private static final Type<TableQuery> QUERY = Type.of(TableQuery.class);

  @TempDir private Path folder;
  private Database database;
  private JdbcTables tables;

  record Sum(long total) {}

  record Delay(String airport, LocalDate day, double mean) {}

  enum Color {
    RED,
    GREEN
  }

  record Every(
      short small,
      Long big,
      float single,
      BigDecimal amount,
      Color color,
      Duration length,
      LocalTime time,
      LocalDateTime local,
      Instant instant,
      UUID id,
      Optional<Integer> some) {}

  @BeforeEach
  void open() throws SQLException {
    database = DuckDb.open(folder.resolve("warehouse/flights.duckdb"));
    tables = JdbcTables.in(database);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Override
  protected IoManager<Object> manager() {
    return tables;
  }

  @Override
  protected IoManager<Object> another() {
    try {
      return JdbcTables.in(database);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void plainSqlSeesOneTableWithAllPartitions() throws Exception {
    FakeStore context = new FakeStore(partition("daily/delays", "a"), ROWS);
    tables.store(context, rows(1, 3));
    store(partition("daily/delays", "b"), rows(2, 4));
    assertThat(context.reported())
        .containsEntry("table", MetadataValue.text("daily_delays"))
        .containsEntry("rows", MetadataValue.number(3));
    assertThat(count("select count(*) as total from daily_delays")).isEqualTo(7);
    assertThat(count("select count(*) as total from daily_delays where partition = 'b'"))
        .isEqualTo(4);
  }

  @Test
  @Covers("S26.5")
  void metadataNamesTheTableItsSchemaAndThePartitionColumn() throws Exception {
    Metadata metadata =
        Metadata.of("table", "delays").and("schema", "mart").and("partition_by", "day");
    Type<List<Delay>> type = Type.listOf(Delay.class);
    List<Delay> delays = List.of(new Delay("JFK", LocalDate.of(2001, 1, 31), 7.5));
    tables.store(new FakeStore(partition("x", "2001-01-31"), type, metadata), delays);
    assertThat(database.query(Delay.class, "select * from mart.delays")).isEqualTo(delays);
    assertThat(tables.load(new FakeLoad(partition("x", "2001-01-31"), type))).isEqualTo(delays);
    assertThatThrownBy(
            () -> tables.store(new FakeStore(partition("x", "2001-02-01"), type, metadata), delays))
        .hasMessageContaining("'2001-01-31' in column 'day', but the partition is '2001-02-01'");
    assertThatThrownBy(
            () -> tables.store(new FakeStore(partition("x", "north"), type, metadata), delays))
        .hasMessageContaining("partition key 'north'")
        .hasMessageContaining("is no DATE, which column 'day'");
  }

  @Test
  void aQueryMakesTheTableInsideTheDatabase() throws Exception {
    store(partition("flights", "a"), rows(1, 10));
    TableQuery flights = (TableQuery) tables.load(new FakeLoad(partition("flights", "a"), QUERY));
    TableQuery made =
        TableQuery.of(
            "select late, count(*) as flights from ? where number >= ? group by late",
            flights,
            1002);
    tables.store(new FakeStore(partition("summary", "a"), QUERY), made);
    tables.store(new FakeStore(partition("summary", "a"), QUERY), made);
    assertThat(count("select sum(flights)::bigint as total from summary where partition = 'a'"))
        .isEqualTo(8);
  }

  @Test
  void aQueryThatGivesRowsOfAnotherPartitionIsRefusedAsAWhole() throws Exception {
    Metadata byDay = Metadata.of("partition_by", "day");
    TableQuery two = TableQuery.of("select unnest([date '2001-01-01', date '2001-01-02']) as day");
    assertThatThrownBy(
            () -> tables.store(new FakeStore(partition("x", "2001-01-01"), QUERY, byDay), two))
        .hasMessageContaining("gives 2 rows, but only 1 have '2001-01-01' in column 'day'");
    assertThat(count("select count(*) as total from x")).isZero();
  }

  @Test
  void everyKindOfColumnComesBackEqual() throws Exception {
    Every every =
        new Every(
            (short) 1,
            Long.MIN_VALUE,
            1.5f,
            new BigDecimal("12.500000000"),
            Color.GREEN,
            Duration.ofSeconds(90),
            LocalTime.of(1, 2, 3),
            LocalDateTime.of(2001, 1, 31, 1, 2, 3, 4000),
            Instant.parse("2001-01-31T01:02:03.000004Z"),
            new UUID(1, 2),
            Optional.empty());
    Type<List<Every>> type = Type.listOf(Every.class);
    tables.store(new FakeStore(asset("every"), type), List.of(every));
    assertThat(tables.load(new FakeLoad(asset("every"), type))).isEqualTo(List.of(every));
  }

  @Test
  @Covers("S26.8")
  void aReaderMayAskForSomeOfTheColumns() throws Exception {
    record Named(String flightName) {}
    store(partition("flights", "a"), rows(1, 1));
    Object named = tables.load(new FakeLoad(partition("flights", "a"), Type.listOf(Named.class)));
    assertThat(named).isEqualTo(List.of(new Named("flight é'\"0")));
  }

  @Test
  void twoAssetsOfOneTableNameAreRefused() throws Exception {
    store(asset("a_b", "c"), rows(1, 1));
    assertThatThrownBy(() -> store(asset("a", "b_c"), rows(2, 2)))
        .hasMessageContaining("table 'a_b_c' holds asset 'a_b/c' already")
        .hasMessageContaining("metadata(\"table\", ...)");
    assertThat(load(asset("a_b", "c"))).isEqualTo(rows(1, 1));
  }

  @Test
  void aTableReplacedAsAWholeMayChangeItsColumnsButNotOneOfPartitions() throws Exception {
    Type<List<Sum>> sums = Type.listOf(Sum.class);
    store(asset("whole"), rows(1, 1));
    tables.store(new FakeStore(asset("whole"), sums), List.of(new Sum(1)));
    assertThat(tables.load(new FakeLoad(asset("whole"), sums))).isEqualTo(List.of(new Sum(1)));
    store(partition("parts", "a"), rows(1, 1));
    assertThatThrownBy(
            () -> tables.store(new FakeStore(partition("parts", "b"), sums), List.of(new Sum(1))))
        .hasMessageContaining("table 'parts' has the columns [number,")
        .hasMessageContaining("alter table");
  }

  @Test
  void whatIsNoRowsIsRefused() {
    assertThatThrownBy(() -> tables.store(new FakeStore(asset("a"), Type.of(String.class)), "x"))
        .hasMessageContaining("asset 'a' is a String, but a table keeps a List of records");
    assertThatThrownBy(
            () -> tables.store(new FakeStore(asset("a"), Type.listOf(String.class)), List.of("x")))
        .hasMessageContaining("rows are records");
  }

  private long count(String sql) throws SQLException {
    return database.query(Sum.class, sql).getFirst().total();
  }
}
