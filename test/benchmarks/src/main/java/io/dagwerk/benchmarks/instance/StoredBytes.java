package io.dagwerk.benchmarks.instance;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a database grows by.
record StoredBytes(InstanceDatabase database, InstanceCode code, LocalHost.Place place) {
  private static final int STEP_RUNS = 12;
  private static final int STEPS = 900;
  private static final int ASSET_RUNS = 30;
  private static final int ASSETS = 100;

  /// The tables that policies empty, or that hold the present state alone.
  private static final Set<String> NOT_LEDGER =
      Set.of("events", "producers", "feed", "leases", "newest", "asset_values", "partition_marks");

  void measure() throws Exception {
    try (LocalHost host = host()) {
      host.awaitSuccess(host.launch("layers"));
      host.awaitSuccess(host.launch("materialize"));
    }
    grow("layers", STEP_RUNS, STEPS, "no-op step");
    grow("materialize", ASSET_RUNS, ASSETS, "materialization");
  }

  private LocalHost host() throws Exception {
    return new LocalHost(database, code, place, new LocalHost.Options(1, 1));
  }

  private void grow(String job, int runs, int things, String thing) throws Exception {
    Map<String, Long> before = database.bytes();
    try (LocalHost host = host()) {
      for (int i = 0; i < runs; i++) {
        host.awaitSuccess(host.launch(job));
      }
    }
    Map<String, Long> grown = database.bytes();
    grown.replaceAll((table, bytes) -> bytes - before.getOrDefault(table, 0L));
    double each = runs * (double) things;
    long all = grown.values().stream().mapToLong(Long::longValue).sum();
    long ledger =
        grown.entrySet().stream()
            .filter(entry -> !NOT_LEDGER.contains(entry.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    System.out.printf(
        Locale.ROOT,
        "per %s: %.0f bytes in all, %.0f of it in the ledger, over %d runs%n",
        thing,
        all / each,
        ledger / each,
        runs);
    grown.forEach((table, bytes) -> {
      if (bytes > 0) {
        System.out.printf(Locale.ROOT, "  %-20s %6.0f%n", table, bytes / each);
      }
    });
  }
}
