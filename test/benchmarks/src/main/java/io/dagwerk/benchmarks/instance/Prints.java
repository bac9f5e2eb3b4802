package io.dagwerk.benchmarks.instance;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.StoredStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How fast a step may print, and what that costs a run beside it.
record Prints(InstanceDatabase database, InstanceCode code, LocalHost.Place place) {
  private static final int ROUNDS = 5;
  private static final int SPARES = 2;
  private static final int STEPS = 40;

  void measure() throws Exception {
    try (LocalHost host = new LocalHost(database, code, place, new LocalHost.Options(SPARES, 2))) {
      host.awaitSuccess(host.launch("print200"));
      host.awaitSuccess(host.launch("chain40"));
      Times print = new Times("print200: 200 MB in lines of 100 bytes, the step");
      for (int i = 0; i < ROUNDS; i++) {
        host.awaitIdle();
        RunId run = host.launch("print200");
        host.awaitSuccess(run);
        print.add(whole(host.steps(run)));
      }
      print.print();
      chain(host, "chain40: a step, alone");
      RunId loud = host.launch("flood");
      chain(host, "chain40: a step, beside a run that prints without end");
      Files.createFile(Path.of(code.stamps().toString(), "enough"));
      host.awaitSuccess(loud);
    }
  }

  /// Not when nothing else runs, so no pause is awaited.
  private static void chain(LocalHost host, String what) throws Exception {
    Times each = new Times(what);
    for (int i = 0; i < ROUNDS; i++) {
      RunId run = host.launch("chain40");
      host.awaitSuccess(run);
      each.add(whole(host.steps(run)).dividedBy(STEPS));
    }
    each.print();
  }

  private static Duration whole(List<StoredStep> steps) {
    Instant began =
        steps.stream().flatMap(step -> step.began().stream()).min(Instant::compareTo).orElseThrow();
    Instant ended =
        steps.stream().flatMap(step -> step.ended().stream()).max(Instant::compareTo).orElseThrow();
    return Duration.between(began, ended);
  }
}
