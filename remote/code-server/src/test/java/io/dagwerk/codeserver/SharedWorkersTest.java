package io.dagwerk.codeserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.protocol.CrashFile;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.WorkerEnded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workers that are programs of a few lines: each tells on its pipe what a test lays before it, and
/// ends with its standard input.
class SharedWorkersTest {
  private static final String PROGRAM =
      "mkfifo \"$1\"; cat \"$1\" & teller=$!; cat > /dev/null; kill $teller";

  @TempDir Path folder;
  private final List<WorkerProcess> started = new ArrayList<>();
  private final BlockingQueue<WorkerEnded> ends = new LinkedBlockingQueue<>();
  private final SharedWorkers workers = workers(Duration.ZERO);

  private SharedWorkers workers(Duration patience) {
    return new SharedWorkers((_, _) -> start(), ends::add, new SharedWorker.Bounds(2, 3, patience));
  }

  private WorkerProcess start() throws IOException {
    String pipe = pipe(started.size()).toString();
    WorkerProcess worker =
        new WorkerProcess(
            new ProcessBuilder("/bin/sh", "-c", PROGRAM, "sh", pipe).start(),
            WorkerOutput.create(),
            CrashFile.create());
    started.add(worker);
    return worker;
  }

  private Path pipe(int worker) {
    return folder.resolve("pipe-" + worker);
  }

  /// Has a worker tell something, when it has made its pipe.
  private void tell(int worker, String lines) throws Exception {
    Process writer =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "until [ -p \"$1\" ]; do :; done; printf \"$2\" > \"$1\"",
                "sh",
                pipe(worker).toString(),
                lines)
            .start();
    assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  private long launch(String run) throws Exception {
    return launch(workers, run);
  }

  private static long launch(SharedWorkers to, String run) throws Exception {
    String name =
        to.launch(LaunchWorkerRequest.newBuilder().setRun(run).setAttempt(1).build(), () -> true)
            .getWorker();
    return Long.parseLong(name.substring("worker-".length()));
  }

  private WorkerEnded end() throws InterruptedException {
    WorkerEnded end = ends.poll(20, TimeUnit.SECONDS);
    assertThat(end).isNotNull();
    return end;
  }

  @AfterEach
  void stop() throws IOException {
    started.forEach(WorkerProcess::kill);
    assertThat(Files.exists(folder)).isTrue();
  }

  @Test
  void aRunGetsAPlaceInAWorkerThatLivesWhileThereIsOne() throws Exception {
    long first = launch("a");
    assertThat(launch("b")).isEqualTo(first);
    assertThat(launch("c")).as("a third at once").isNotEqualTo(first);

    tell(0, "ended a 1 b3Zlcg==\n");
    assertThat(end().getHow()).isEqualTo("over");
    assertThat(launch("d")).as("a place is free again").isEqualTo(first);
  }

  @Test
  void aRunWaitsForAPlaceBeforeAProcessIsStartedForIt() throws Exception {
    SharedWorkers patient = workers(Duration.ofSeconds(20));
    long first = launch(patient, "a");
    launch(patient, "b");
    FutureTask<Long> third = new FutureTask<>(() -> launch(patient, "c"));
    Thread.startVirtualThread(third);
    tell(0, "ended a 1 b3Zlcg==\n");
    assertThat(third.get(20, TimeUnit.SECONDS)).isEqualTo(first);
    assertThat(started).hasSize(1);
  }

  @Test
  void aWorkerThatHasHadItsRunsEndsWithTheLast() throws Exception {
    long first = launch("a");
    launch("b");
    tell(0, "ended a 1 b3Zlcg==\nended b 1 b3Zlcg==\n");
    end();
    end();
    assertThat(launch("c")).isEqualTo(first);

    assertThat(launch("d")).as("the fourth of three in its life").isNotEqualTo(first);
    assertThat(started.getFirst().ended().get(20, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void aWorkerInWhichCodeIsLeftBehindOrTheHeapIsFullGetsNoMoreRuns() throws Exception {
    long first = launch("a");
    tell(0, "stuck\nended a 1 b3Zlcg==\n");
    end();
    long second = launch("b");
    assertThat(second).isNotEqualTo(first);
    tell(1, "full\nended b 1 b3Zlcg==\n");
    end();
    assertThat(launch("c")).isNotIn(first, second);
  }

  @Test
  void theEndOfAWorkerEndsAllRunsThatItHadAndNoOther() throws Exception {
    launch("a");
    launch("b");
    launch("c");
    tell(0, "ended a 1 b3Zlcg==\n");
    assertThat(end().getRun()).isEqualTo("a");

    started.getFirst().kill();

    WorkerEnded lost = end();
    assertThat(lost.getRun()).isEqualTo("b");
    assertThat(lost.getHow()).contains("137").contains("other runs shared its process");
    assertThat(launch("d")).as("the worker of c has a place").isEqualTo(started.get(1).pid());
    assertThat(ends).isEmpty();
  }
}
