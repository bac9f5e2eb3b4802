package io.dagwerk.benchmarks;

import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.Batch;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredOutput;
import io.dagwerk.storage.postgres.PostgresSettings;
import io.dagwerk.storage.postgres.PostgresStorage;
import io.dagwerk.storage.sqlite.SqliteStorage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/// How many events a second a host acknowledges as durable, with what they change: each step has
/// six events, which move it twice and store an output.
///
/// Arguments: `sqlite` or `postgres`. An event counts when its acknowledgement has come.
public final class Ingest {
  private static final int RUNS = 8;
  private static final int STEPS_OF_BATCH = 10;
  private static final int EVENTS_OF_STEP = 6;
  private static final int EVENT_BYTES = 120;
  private static final int BATCHES_OF_RUN = 500;
  private static final int UNDER_WAY = 16;
  private static final int ROUNDS = 3;
  private static final Bytes EVENT = Bytes.ofText("x".repeat(EVENT_BYTES));

  private Ingest() {}

  public static void main(String[] arguments) throws Exception {
    switch (String.join(" ", arguments)) {
      case "sqlite" -> {
        try (TemporaryFolder folder = TemporaryFolder.create("dagwerk-ingest")) {
          Path file = folder.path().resolve("dagwerk.db");
          try (Storage storage = SqliteStorage.open(file)) {
            System.out.println("SQLite: journal_mode=wal synchronous=FULL");
            measure(storage);
          }
          long steps = (long) ROUNDS * RUNS * BATCHES_OF_RUN * STEPS_OF_BATCH;
          System.out.printf(Locale.ROOT, "%,d bytes per step%n", Files.size(file) / steps);
        }
      }
      case "postgres" -> {
        try (EmbeddedPostgres server = durableServer()) {
          String url = server.getJdbcUrl("postgres", "postgres");
          try (Storage storage = PostgresStorage.open(PostgresSettings.of(url, "postgres", ""))) {
            System.out.println("PostgreSQL: fsync=on full_page_writes=on synchronous_commit=on");
            measure(storage);
          }
        }
      }
      default -> {
        System.err.println("expected sqlite or postgres, but found " + List.of(arguments));
        System.exit(2);
      }
    }
  }

  private static EmbeddedPostgres durableServer() throws Exception {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  private static void measure(Storage storage) throws InterruptedException {
    if (!storage.weaknesses().isEmpty()) {
      throw new IllegalStateException("the figures would not count: " + storage.weaknesses());
    }
    for (int round = 1; round <= ROUNDS; round++) {
      long events = (long) RUNS * BATCHES_OF_RUN * STEPS_OF_BATCH * EVENTS_OF_STEP;
      long start = System.nanoTime();
      send(storage);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "round %d: %,d events of %d runs in %.2f s: %,.0f events/s%n",
          round,
          events,
          RUNS,
          seconds,
          events / seconds);
    }
  }

  private static void send(Storage storage) throws InterruptedException {
    List<RunId> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      runs.add(startedRun(storage));
    }
    List<CompletableFuture<Void>> sends = new ArrayList<>();
    Semaphore window = new Semaphore(RUNS * UNDER_WAY);
    for (int i = 0; i < BATCHES_OF_RUN; i++) {
      for (RunId run : runs) {
        window.acquire();
        sends.add(
            storage
                .journal()
                .append(batch(run, i))
                .thenAccept(result -> {
                  window.release();
                  check(result);
                }));
      }
    }
    sends.forEach(CompletableFuture::join);
  }

  private static void check(AppendResult result) {
    if (!(result instanceof AppendResult.Stored)) {
      throw new IllegalStateException("an event was not stored: " + result);
    }
  }

  private static RunId startedRun(Storage storage) {
    ContentHash hash = storage.snapshots().put(Bytes.ofText("contents"));
    NewRun.Work work =
        new NewRun.Work("job", "default", "here", "v1", new NewRun.Contents(hash, hash, hash));
    NewRun run =
        new NewRun(
            RunId.createdAt(Instant.now()), work, Optional.empty(), 0, new LinkedHashMap<>());
    storage.runs().create(run, Instant.now(), List.of());
    Entry started = new Entry(Instant.now(), EVENT, List.of(new Change.AttemptStarted(1)));
    storage.runs().move(new Move(run.id(), Optional.empty(), List.of(started)));
    return run.id();
  }

  private static Batch batch(RunId run, int number) {
    List<Entry> entries = new ArrayList<>();
    Instant now = Instant.now();
    for (int i = 0; i < STEPS_OF_BATCH; i++) {
      StepKey step = StepKey.of("step_%d".formatted(number * STEPS_OF_BATCH + i));
      entries.add(new Entry(now, EVENT, List.of(moved(step, StepStatus.RUNNING))));
      for (int silent = 0; silent < EVENTS_OF_STEP - 2; silent++) {
        entries.add(Entry.of(now, EVENT));
      }
      StoredOutput output =
          new StoredOutput(
              step,
              "result",
              new OutputAddress.OfStep(run, step, "result"),
              new StoredOutput.Keeper("files", false),
              Optional.empty());
      entries.add(
          new Entry(
              now,
              EVENT,
              List.of(moved(step, StepStatus.SUCCEEDED), new Change.OutputStored(output))));
    }
    return new Batch(run, 1, "worker", 1L + (long) number * entries.size(), entries);
  }

  private static Change moved(StepKey step, StepStatus status) {
    return new Change.StepMoved(step, StepState.of(status, 1, ""));
  }
}
