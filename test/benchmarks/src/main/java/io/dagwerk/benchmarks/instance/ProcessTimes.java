package io.dagwerk.benchmarks.instance;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.StoredStep;
import java.time.Duration;
import java.time.Instant;

/// Steps that do nothing, each in a process of its own, beside those on threads.
record ProcessTimes(InstanceDatabase database, InstanceCode code, LocalHost.Place place) {
  private static final int ROUNDS = 5;

  void measure() throws Exception {
    try (LocalHost host = new LocalHost(database, code, place, new LocalHost.Options(1, 1))) {
      host.awaitSuccess(host.launch("paced"));
      paced(host);
      crowded(host);
    }
  }

  /// Each step comes when the last process has had time to be replaced.
  private static void paced(LocalHost host) throws Exception {
    Times threads = new Times("paced: a step on a thread, from its start to its end");
    Times warm = new Times("paced: a step in a process that waited");
    Times cold = new Times("paced: the first step, whose process had to be started");
    for (int i = 0; i < ROUNDS; i++) {
      host.awaitIdle();
      RunId run = host.launch("paced");
      host.awaitSuccess(run);
      for (StoredStep step : host.steps(run)) {
        String name = step.step().node();
        Duration took = Duration.between(step.began().orElseThrow(), step.ended().orElseThrow());
        if (name.equals("own_0")) {
          cold.add(took);
        } else if (name.startsWith("own_")) {
          warm.add(took);
        } else if (name.startsWith("thread_")) {
          threads.add(took);
        }
      }
    }
    threads.print();
    warm.print();
    cold.print();
  }

  /// Steps come faster than processes start.
  private static void crowded(LocalHost host) throws Exception {
    Times each = new Times("processes40: a step of 40 on processes(2), to the end read");
    for (int i = 0; i < ROUNDS; i++) {
      host.awaitIdle();
      RunId run = host.launch("processes40");
      Instant ended = host.awaitSuccess(run);
      Instant first =
          host.steps(run).stream()
              .flatMap(step -> step.began().stream())
              .min(Instant::compareTo)
              .orElseThrow();
      each.add(Duration.between(first, ended).dividedBy(40));
    }
    each.print();
  }
}
