package io.dagwerk.benchmarks.instance;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.StoredStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Steps that do nothing, from the start of the first one.
///
/// A run has ended when another connection reads its end.
record StepTimes(InstanceDatabase database, InstanceCode code, LocalHost.Place place) {
  private static final int ROUNDS = 7;
  private static final int SPARES = 2;

  void measure() throws Exception {
    try (LocalHost host = new LocalHost(database, code, place, new LocalHost.Options(SPARES, 1))) {
      // The first run of a job has its plan made and its statements prepared.
      for (String job : List.of("chain40", "chain200", "layers", "fan200")) {
        host.awaitSuccess(host.launch(job));
      }
      chain(host, "chain40", 40);
      chain(host, "chain200", 200);
      chain(host, "values40", 40);
      whole(host, "layers", "900 ops in 30 layers, to the end read");
      whole(host, "fan200", "fan-out of 200, to the end read");
    }
  }

  private static void chain(LocalHost host, String job, int steps) throws Exception {
    Times each = new Times("%s: a step, to the last one's event".formatted(job));
    Times durable = new Times("%s: a step, to the end read".formatted(job));
    for (int i = 0; i < ROUNDS; i++) {
      host.awaitIdle();
      RunId run = host.launch(job);
      Instant ended = host.awaitSuccess(run);
      List<StoredStep> all = host.steps(run);
      each.add(Duration.between(first(all), last(all)).dividedBy(steps));
      durable.add(Duration.between(first(all), ended).dividedBy(steps));
    }
    each.print();
    durable.print();
  }

  private static void whole(LocalHost host, String job, String what) throws Exception {
    Times times = new Times(what);
    for (int i = 0; i < ROUNDS; i++) {
      host.awaitIdle();
      RunId run = host.launch(job);
      Instant ended = host.awaitSuccess(run);
      times.add(Duration.between(first(host.steps(run)), ended));
    }
    times.print();
  }

  private static Instant first(List<StoredStep> steps) {
    return steps.stream()
        .flatMap(step -> step.began().stream())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  private static Instant last(List<StoredStep> steps) {
    return steps.stream()
        .flatMap(step -> step.ended().stream())
        .max(Instant::compareTo)
        .orElseThrow();
  }
}
