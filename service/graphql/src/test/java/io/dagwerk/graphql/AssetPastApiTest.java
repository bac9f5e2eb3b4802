package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.daemon.AssetFact;
import io.dagwerk.daemon.Daemon;
import io.dagwerk.daemon.InstanceKey;
import io.dagwerk.daemon.Principal;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import io.dagwerk.storage.sqlite.SqliteStorage;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the API tells of the past of assets, from a database.
final class AssetPastApiTest {
  private static final Instant START = Instant.parse("2001-01-31T06:00:00Z");
  private static final AssetKey FLIGHTS = AssetKey.of("flights");
  private static final StepKey STEP = StepKey.of("load");

  @TempDir Path folder;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private Storage storage;
  private Daemon daemon;
  private GraphQlApi api;

  @BeforeEach
  void open() throws Exception {
    storage =
        SqliteStorage.open(
            folder.resolve("dagwerk.db"), inner -> new CountedDatabase(inner, asked));
    daemon =
        Daemon.idle(
            new Daemon.Stores(storage, new MemoryComputeLogs(), InstanceKey.create()),
            Clock.systemUTC());
    api = new GraphQlApi(daemon);
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  private String ask(String query) {
    return api.execute(Principal.LOCAL, ConfigTree.of(Map.of("query", query))).toJson();
  }

  private void reported(
      int minute, LedgerRow.Kind kind, Optional<PartitionKey> partition, Event event) {
    Instant at = START.plusSeconds(60L * minute);
    storage
        .assets()
        .report(
            RunId.createdAt(at),
            List.of(
                new LedgerRow(
                    kind,
                    new LedgerRow.AssetPlace(FLIGHTS, partition),
                    Optional.empty(),
                    at,
                    Bytes.of(EventCodec.encode(at, event)))));
  }

  private static Metadata rows(long rows) {
    return Metadata.of("rows", rows).and(AssetFact.REPORTED_BY, "somebody");
  }

  private void made(int minute, String partition, long rows) {
    Optional<PartitionKey> key = Optional.of(PartitionKey.of(partition));
    reported(
        minute,
        new LedgerRow.Kind.Materialized(Optional.empty()),
        key,
        new Event.AssetMaterialized(STEP, FLIGHTS, key, Optional.empty(), rows(rows)));
  }

  private void checked(int minute, long rows) {
    reported(
        minute,
        new LedgerRow.Kind.Checked("fresh", true),
        Optional.empty(),
        new Event.CheckEvaluated(
            STEP,
            FLIGHTS,
            "fresh",
            Optional.empty(),
            true,
            Event.Severity.ERROR,
            false,
            "",
            rows(rows)));
  }

  @Test
  @Covers("S53.3")
  void aHistoryOfAnAssetHasItsNumbersByTimeByPartitionAndByCheck() {
    made(0, "tuesday", 1);
    made(1, "monday", 2);
    checked(2, 7);
    made(3, "tuesday", 3);
    String values = " { points { key run } series { values } numbers isWhole } }";
    assertThat(ask("{ assetHistory(key: \"flights\")" + values))
        .contains("\"values\": [1.0, 2.0, 3.0]", "\"numbers\": [\"rows\"]", "\"isWhole\": true");
    assertThat(ask("{ assetHistory(key: \"flights\", by: PARTITION)" + values))
        .contains("{\"key\": \"monday\", \"run\": null}, {\"key\": \"tuesday\", \"run\": null}")
        .contains("\"values\": [2.0, 3.0]");
    assertThat(ask("{ assetHistory(key: \"flights\", check: \"fresh\")" + values))
        .contains("\"values\": [7.0]");
    assertThat(ask("{ assetHistory(key: \"flights\", check: \"nosuch\")" + values))
        .contains("\"points\": []");
    assertThat(
            ask("{ assetHistory(key: \"flights\", span: {to: \"2001-01-31T06:01:00Z\"})" + values))
        .contains("\"values\": [1.0]");
  }

  @Test
  void aMatrixOfAssetsTellsNoRunOfWhatWasReported() {
    made(0, "monday", 1);
    assertThat(
            ask(
                "{ assetMatrix(keys: [\"flights\"], partitions: [\"monday\", \"tuesday\"]) {"
                    + " rows { cells runs } } }"))
        .contains("\"cells\": [\"MATERIALIZED\", \"MISSING\"], \"runs\": [null, null]");
  }

  @Test
  void aMatrixOfManyAssetsCostsAsManyStatementsAsThatOfOne() {
    made(0, "monday", 1);
    assertThat(statements(20)).isEqualTo(statements(1)).isLessThanOrEqualTo(3);
  }

  private int statements(int assets) {
    String keys =
        IntStream.range(0, assets)
            .mapToObj(i -> i == 0 ? "\"flights\"" : "\"other%d\"".formatted(i))
            .collect(Collectors.joining(", "));
    asked.clear();
    assertThat(
            ask(
                "{ assetMatrix(keys: [%s], partitions: [\"monday\"]) { rows { cells } } }"
                    .formatted(keys)))
        .doesNotContain("\"errors\"");
    return asked.size();
  }
}
