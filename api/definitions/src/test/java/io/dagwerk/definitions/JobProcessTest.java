package io.dagwerk.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Isolation;
import io.dagwerk.model.JvmOptions;
import org.junit.jupiter.api.Test;

/// What a job says of the processes of its runs.
class JobProcessTest {
  private final Job refresh =
      Job.named("refresh").isolation(Isolation.SHARED).running(JobProcessTest::nothing);

  private final Job train =
      Job.named("train")
          .process(
              JvmOptions.NONE
                  .heapMebibytes(4096)
                  .flag("-XX:+UseParallelGC")
                  .environment("OMP_NUM_THREADS", "4"))
          .running(JobProcessTest::nothing);

  private static void nothing(Graph graph) {
    graph.op("nothing").doing(() -> {});
  }

  @Test
  void whatAJobSaysIsAmongItsSettings() {
    assertThat(refresh.settings().isolation()).contains(Isolation.SHARED);
    assertThat(train.settings().isolation()).isEmpty();
    assertThat(train.settings().process().heapMebibytes()).contains(4096);
    assertThat(FoundProblems.of(refresh, train)).isEmpty();
  }

  @Test
  void aProcessThatRunsShareIsNotStartedInTheWayOfOneJob() {
    Job both =
        Job.named("both")
            .isolation(Isolation.SHARED)
            .process(JvmOptions.NONE.heapMebibytes(64))
            .running(JobProcessTest::nothing);

    assertThat(FoundProblems.of(both))
        .containsExactly(
            "job 'both' shares its process with other runs, but says how its own is started;"
                + " leave out process(..), or say isolation(Isolation.PROCESS)");
  }
}
