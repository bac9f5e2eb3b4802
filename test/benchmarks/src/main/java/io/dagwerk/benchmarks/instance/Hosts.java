package io.dagwerk.benchmarks.instance;

import io.dagwerk.benchmarks.launch.Memory;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.RunStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The host as a process: its memory, and how long it needs to know that a run is over whose worker
/// was killed together with everything else.
record Hosts(InstanceDatabase database, InstanceCode code, LocalHost.Place place) {
  private static final int ROUNDS = 5;
  private static final long SETTLED_SECONDS = 10;

  void measure() throws Exception {
    HostProcess host = HostProcess.of(database, code, place);
    try (Outside outside = new Outside(database)) {
      Times known = new Times("all killed: host started to run known as ended");
      for (int i = 0; i < ROUNDS; i++) {
        known.add(killAll(host, outside));
      }
      known.print();
    }
  }

  private static Duration killAll(HostProcess server, Outside outside) throws Exception {
    Process host = server.start();
    BufferedReader said = host.inputReader();
    expect(said.readLine(), "started");
    host.outputWriter().append("wait\n").flush();
    RunId run = RunId.of(said.readLine());
    outside.await(run, RunStatus.STARTED::equals);
    TimeUnit.SECONDS.sleep(SETTLED_SECONDS);
    print(host);
    List<ProcessHandle> all = new ArrayList<>(host.descendants().toList());
    all.add(host.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : all) {
      process.onExit().join();
    }
    Instant start = Instant.now();
    Process next = server.start();
    Duration known = Duration.between(start, outside.await(run, RunStatus::isFinal));
    next.outputWriter().close();
    next.waitFor();
    return known;
  }

  private static void expect(String line, String expected) {
    if (line == null || !line.startsWith(expected)) {
      throw new IllegalStateException(
          "expected '%s', but the host said '%s'".formatted(expected, line));
    }
  }

  private static void print(Process host) throws IOException {
    System.out.printf("%-44s %s%n", "host", Memory.of(host.toHandle()));
    for (ProcessHandle server : host.children().toList()) {
      System.out.printf("%-44s %s%n", "code server", Memory.of(server));
      for (ProcessHandle worker : server.children().toList()) {
        System.out.printf("%-44s %s%n", "worker", Memory.of(worker));
      }
    }
  }
}
