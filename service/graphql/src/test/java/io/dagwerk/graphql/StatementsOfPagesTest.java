package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.daemon.AssetState;
import io.dagwerk.daemon.Assets;
import io.dagwerk.daemon.Daemon;
import io.dagwerk.daemon.InstanceKey;
import io.dagwerk.daemon.LocationStatus;
import io.dagwerk.daemon.Principal;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.ConfigCodec;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import io.dagwerk.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many statements the queries of pages cost, in a database: as many for many rows as for one.
final class StatementsOfPagesTest {
  private static final Instant START = Instant.parse("2001-01-31T06:00:00Z");
  private static final StepKey PARSE = StepKey.of("parse");
  private static final StepKey LOAD = StepKey.of("load");

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

  private RunId run(int minute) {
    ContentHash plan =
        storage.snapshots().put(Bytes.of(PlanCodec.encode(Plan.of("a", "v", List.of()))));
    ContentHash config = storage.snapshots().put(Bytes.of(ConfigCodec.encode(ConfigTree.empty())));
    Instant at = START.plusSeconds(60L * minute);
    RunId id = RunId.createdAt(at);
    NewRun.Work work =
        new NewRun.Work("a", "default", "here", "v", new NewRun.Contents(plan, plan, config));
    var tags = new LinkedHashMap<>(Map.of(RunTags.PARTITIONS, "p" + minute));
    storage.runs().create(new NewRun(id, work, Optional.empty(), 0, tags), at, List.of());
    happen(id, at, new Event.RunAttemptStarted(1), new Change.AttemptStarted(1));
    happen(id, at, new Event.RunStarted(), new Change.RunMoved(RunStatus.STARTED, ""));
    for (StepKey step : List.of(PARSE, LOAD)) {
      happen(
          id,
          at,
          new Event.StepStarted(step),
          new Change.StepMoved(step, StepState.of(StepStatus.RUNNING, 1, "")));
    }
    return id;
  }

  private void happen(RunId run, Instant at, Event event, Change change) {
    Entry entry = new Entry(at, Bytes.of(EventCodec.encode(at, event)), List.of(change));
    storage.runs().move(new Move(run, Optional.empty(), List.of(entry)));
  }

  /// @return how many statements it took
  private int statements(String query) {
    asked.clear();
    String answer = api.execute(Principal.LOCAL, ConfigTree.of(Map.of("query", query))).toJson();
    assertThat(answer).doesNotContain("\"errors\"");
    return asked.size();
  }

  @Test
  void aPageCostsAsManyStatementsForManyRunsAsForOne() {
    String span = "from: \"2001-01-01T00:00:00Z\", to: \"2002-01-01T00:00:00Z\"";
    Map<String, Integer> most =
        Map.of(
            "{ runs { runs { id job tags { key } shortReason } before } }",
            2,
            "{ runs { runs { id } total { number } statusCounts { status } } }",
            4,
            "{ runs(filter: {partitions: \"p0\"}) { runs { id } } }",
            2,
            "{ timeline(" + span + ") { rows { runs { id tags { key } } } } }",
            3,
            "{ history(job: \"a\", steps: []) { series { values } } }",
            5,
            "{ history(job: \"a\", steps: [], measure: WAITING) { series { values } } }",
            5,
            "{ history(job: \"a\", by: PARTITION) { points { key } } }",
            2,
            "{ last: history(job: \"a\", steps: []) { series { values } }"
                + " failures: history(job: \"a\", steps: [], measure: FAILURES) { isWhole } }",
            5,
            "{ jobMatrix(job: \"a\") { rows { cells } } }",
            8,
            "{ assetMatrix(keys: [\"x\"], partitions: [\"p1\", \"p2\"]) { rows { cells } } }",
            2);
    run(0);
    Map<String, Integer> ofOne = new LinkedHashMap<>();
    most.keySet().forEach(query -> ofOne.put(query, statements(query)));
    for (int minute = 1; minute < 20; minute++) {
      run(minute);
    }
    most.forEach((query, bound) ->
        assertThat(statements(query))
            .as("%s: %s", query, asked)
            .isEqualTo(ofOne.get(query))
            .isLessThanOrEqualTo(bound));
  }

  @Test
  void theStatesOfManyAssetsCostTwoStatementsThatGoThroughFailuresOnce() throws Exception {
    for (int count : List.of(1, 20)) {
      LocationStatus served =
          new LocationStatus(
              "shop", LocationStatus.State.READY, Optional.of(Shop.of(count)), Optional.empty());
      Assets assets =
          new Assets(
              storage.assets(), () -> List.of(served), SizeLimits.DEFAULT, Clock.systemUTC());
      asked.clear();
      assertThat(assets.states(assets.select("*"))).hasSize(count).containsOnly(AssetState.MISSING);
      assertThat(asked).hasSize(2).noneMatch(statement -> statement.contains("l.event"));
      asked.clear();
      assertThat(assets.standings(assets.select("*"))).hasSize(count);
      assertThat(asked).hasSize(3);
      asked.clear();
      assets.states(assets.select("*"));
    }
    String url = "jdbc:sqlite:" + folder.resolve("dagwerk.db");
    List<String> plan = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement explain =
            connection.prepareStatement("explain query plan " + asked.getLast());
        ResultSet rows = explain.executeQuery()) {
      while (rows.next()) {
        plan.add(String.valueOf(rows.getString("detail")));
      }
    }
    assertThat(plan)
        .anyMatch(detail -> detail.contains("planned_by_asset"))
        .noneMatch(detail -> detail.contains("CORRELATED"))
        .noneMatch(detail -> detail.startsWith("SCAN s") || detail.startsWith("SCAN r"));
  }

  @Test
  void aRunsPageReadsItsLogOnceForAllItsSteps() {
    RunId run = run(0);
    String query =
        "{ run(id: \"%s\") { failures { step } criticalPath { step } steps { steps { key attempts { number }"
                .formatted(run)
            + " ready waitedFor rootCause } } } }";
    statements(query);
    // The run and its tags; for each of the three the end of the log, its events and the plan's run
    // and tags; the steps.
    assertThat(statements(query)).as("%s", asked).isLessThanOrEqualTo(2 + 3 * 4 + 1);
  }
}
