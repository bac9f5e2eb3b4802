package io.dagwerk.benchmarks.instance;

import io.dagwerk.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Many runs of a job of one op that does nothing, submitted at once: from the first submission
/// until another connection reads that the last has ended. And from asking for a run that shares
/// its process to the first line of the user's function.
record Submissions(InstanceDatabase database, InstanceCode code, LocalHost.Place place) {
  private static final int ROUNDS = 5;
  private static final int LAUNCHES = 200;
  private static final int SPARES = 2;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  void measure() throws Exception {
    try (LocalHost host =
        new LocalHost(database, code, place, new LocalHost.Options(SPARES, CORES))) {
      host.awaitSuccess(host.launch("noop_shared"));
      host.awaitSuccess(host.launch("noop"));
      latency(host);
      for (int number : List.of(50, 200)) {
        for (int round = 0; round < ROUNDS; round++) {
          atOnce(host, "noop_shared", number);
        }
      }
      for (int number : List.of(50, 200)) {
        host.awaitIdle();
        atOnce(host, "noop", number);
      }
    }
  }

  private void latency(LocalHost host) throws Exception {
    Times first = new Times("shared, one at a time, until its first line");
    Times ends = new Times("of these, until the end is read");
    host.awaitIdle();
    for (int i = 0; i < LAUNCHES; i++) {
      Instant asked = Instant.now();
      RunId run = host.launch("one_shared");
      Instant ended = host.awaitSuccess(run);
      first.add(Duration.between(asked, Launches.stamp(code, run).first()));
      ends.add(Duration.between(asked, ended));
    }
    first.print();
    ends.print();
  }

  private static void atOnce(LocalHost host, String job, int number) throws Exception {
    Queue<RunId> runs = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    Duration before = LocalHost.processorTime();
    Instant start = Instant.now();
    for (int i = 0; i < number; i++) {
      threads.add(Thread.ofVirtual().start(() -> runs.add(host.launch(job))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Instant queued = Instant.now();
    Instant last = start;
    for (RunId run : runs) {
      Instant ended = host.awaitSuccess(run);
      last = ended.isAfter(last) ? ended : last;
    }
    System.out.printf(
        Locale.ROOT,
        "%-44s all queued in %d ms, ended in %d ms, %.1f runs/s, %.1f ms of a processor each%n",
        "%d of '%s' at once".formatted(runs.size(), job),
        Duration.between(start, queued).toMillis(),
        Duration.between(start, last).toMillis(),
        runs.size() * 1e3 / Duration.between(start, last).toMillis(),
        LocalHost.processorTime().minus(before).toMillis() / (double) runs.size());
  }
}
