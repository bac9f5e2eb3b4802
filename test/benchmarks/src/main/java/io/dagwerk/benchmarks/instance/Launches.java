package io.dagwerk.benchmarks.instance;

import io.dagwerk.benchmarks.launch.Memory;
import io.dagwerk.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// From asking for a run to the first line of the user's function.
///
/// A start is cold when the worker's process began after the run was asked for.
record Launches(InstanceDatabase database, InstanceCode code, LocalHost.Place place) {
  private static final int ROUNDS = 50;
  private static final int COLD_ROUNDS = 15;
  private static final int SPARES = 2;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  void measure() throws Exception {
    try (LocalHost host = host(SPARES)) {
      oneAtATime(host);
      host.awaitIdle();
      memory();
      atOnce(host);
    }
    try (LocalHost host = host(0)) {
      cold(host);
    }
  }

  private LocalHost host(int spares) throws Exception {
    return new LocalHost(database, code, place, new LocalHost.Options(spares, CORES));
  }

  private void oneAtATime(LocalHost host) throws Exception {
    Times warm = new Times("warm: a worker waits");
    Times stored = new Times("of these, until the launch is durable");
    Times ends = new Times("of these, until the end is read");
    Times cold = new Times("no worker waited");
    host.awaitSuccess(host.launch("one"));
    for (int i = 0; i < ROUNDS; i++) {
      host.awaitIdle();
      Instant asked = Instant.now();
      RunId run = host.launch("one");
      Instant launched = Instant.now();
      Instant ended = host.awaitSuccess(run);
      Stamp stamp = stamp(run);
      if (stamp.isCold(asked)) {
        cold.add(Duration.between(asked, stamp.first()));
      } else {
        warm.add(Duration.between(asked, stamp.first()));
        stored.add(Duration.between(asked, launched));
        ends.add(Duration.between(asked, ended));
      }
    }
    List.of(warm, stored, ends, cold).forEach(Times::print);
  }

  private void cold(LocalHost host) throws Exception {
    Times cold = new Times("cold: a worker is started for it");
    host.awaitSuccess(host.launch("one"));
    for (int i = 0; i < COLD_ROUNDS; i++) {
      host.awaitIdle();
      Instant asked = Instant.now();
      RunId run = host.launch("one");
      host.awaitSuccess(run);
      cold.add(Duration.between(asked, stamp(run).first()));
    }
    cold.print();
  }

  private void atOnce(LocalHost host) throws Exception {
    Map<RunId, Instant> asked = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    Instant start = Instant.now();
    for (int i = 0; i < ROUNDS; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                Instant now = Instant.now();
                asked.put(host.launch("one"), now);
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Instant queued = Instant.now();
    Instant last = start;
    Times times = new Times("50 at once, %d runs under way at most".formatted(CORES));
    int cold = 0;
    for (Map.Entry<RunId, Instant> run : asked.entrySet()) {
      last = max(last, host.awaitSuccess(run.getKey()));
      Stamp stamp = stamp(run.getKey());
      times.add(Duration.between(run.getValue(), stamp.first()));
      cold += stamp.isCold(run.getValue()) ? 1 : 0;
    }
    times.print();
    System.out.printf(
        Locale.ROOT,
        "%-44s all queued in %d ms, %.1f runs/s, %d of %d cold%n",
        "",
        Duration.between(start, queued).toMillis(),
        asked.size() * 1e3 / Duration.between(start, last).toMillis(),
        cold,
        asked.size());
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static void memory() throws IOException {
    for (ProcessHandle server : ProcessHandle.current().children().toList()) {
      List<ProcessHandle> workers = server.children().toList();
      if (!workers.isEmpty() && server.info().command().orElse("").endsWith("java")) {
        System.out.printf("%-44s %s%n", "code server", Memory.of(server));
        for (ProcessHandle worker : workers) {
          System.out.printf("%-44s %s%n", "worker that waits", Memory.of(worker));
        }
      }
    }
  }

  /// What the first line has written.
  record Stamp(Instant first, Instant processStart) {
    boolean isCold(Instant asked) {
      return processStart.isAfter(asked);
    }
  }

  private Stamp stamp(RunId run) throws IOException {
    return stamp(code, run);
  }

  static Stamp stamp(InstanceCode code, RunId run) throws IOException {
    String[] words = Files.readString(code.stamps().resolve(run.toString())).split(" ", -1);
    return new Stamp(Instant.parse(words[0]), Instant.parse(words[1]));
  }
}
