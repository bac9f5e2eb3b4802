package io.dagwerk.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.model.Event.Attribution;
import io.dagwerk.model.Event.Level;
import io.dagwerk.model.Event.Logged;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class RoutedLoggerTest {
  private static final Logger LOG = LoggerFactory.getLogger("orders");

  private static RunRecord run(Job job) {
    LocalRuns runs = new LocalRuns("test", Definitions.of(List.of(job)), LocalOptions.inMemory());
    return runs.run(Launch.of(job.name()));
  }

  private static List<String> lines(RunRecord run, String step) {
    return run.events(Logged.class).stream()
        .filter(logged -> logged.step().map(Object::toString).orElse("").equals(step))
        .map(Logged::message)
        .toList();
  }

  @Test
  void aStaticLoggerWritesToTheStepThatUsesIt() {
    Job job =
        Job.named("log")
            .running(graph ->
                graph
                    .op("work")
                    .doing(
                        () -> LOG.warn("lost {} of {}", 1, 10, new IllegalStateException("gone"))));

    Logged logged = run(job).events(Logged.class).getFirst();

    assertThat(logged.step().orElseThrow()).hasToString("work");
    assertThat(logged.level()).isEqualTo(Level.WARN);
    assertThat(logged.logger()).isEqualTo("orders");
    assertThat(logged.message()).isEqualTo("lost 1 of 10");
    assertThat(logged.error().orElseThrow().summary()).isEqualTo("IllegalStateException: gone");
  }

  @Test
  void parallelStepsShareALoggerButNotTheirLines() {
    CyclicBarrier together = new CyclicBarrier(2);
    Job job =
        Job.named("log")
            .running(graph -> {
              for (String name : List.of("a", "b")) {
                graph
                    .op(name)
                    .doing(() -> {
                      for (int i = 0; i < 20; i++) {
                        together.await();
                        LOG.info("{} {}", name, i);
                      }
                    });
              }
            });

    RunRecord run = run(job);

    for (String name : List.of("a", "b")) {
      assertThat(lines(run, name))
          .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> name + " " + i).toList());
    }
  }

  @Test
  void threadsThatAStepStartsLogForIt() {
    Job job =
        Job.named("log")
            .running(graph ->
                graph
                    .op("work")
                    .doing(() -> Thread.ofVirtual().start(() -> LOG.info("inside")).join()));

    assertThat(lines(run(job), "work")).containsExactly("inside");
  }

  @Test
  void threadsThatOutliveTheirStepLogForTheRun() {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Job job =
          Job.named("log")
              .running(graph -> {
                Op<Void> starts =
                    graph.op("starts").doing(() -> pool.submit(() -> LOG.info("first")).get());
                graph
                    .op("uses")
                    .after(starts)
                    .doing(() -> pool.submit(() -> LOG.info("second")).get());
              });

      RunRecord run = run(job);

      assertThat(lines(run, "starts")).containsExactly("first");
      assertThat(lines(run, "")).containsExactly("second");
      assertThat(run.events(Logged.class))
          .extracting(Logged::attribution)
          .containsExactly(Attribution.KNOWN, Attribution.UNKNOWN);
    }
  }

  @Test
  void whatCannotBeShownIsNoFaultOfTheStepThatLogsIt() {
    Object unspeakable =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no words");
          }
        };
    Job job =
        Job.named("log")
            .running(graph -> graph.op("work").doing(() -> LOG.info("it is {}", unspeakable)));

    RunRecord run = run(job);

    assertThat(run.succeeded()).isTrue();
    assertThat(lines(run, "work")).containsExactly("it is [FAILED toString()]");
  }

  @Test
  void aWordThatIsNoLevelMeansInfo() {
    assertThat(RoutedLogger.least("loud")).isEqualTo(org.slf4j.event.Level.INFO);
    assertThat(RoutedLogger.least("")).isEqualTo(org.slf4j.event.Level.INFO);
    assertThat(RoutedLogger.least("debug")).isEqualTo(org.slf4j.event.Level.DEBUG);
  }

  @Test
  void whatIsBelowTheLevelIsNotMade() {
    Job job = Job.named("log").running(graph -> graph.op("work").doing(() -> LOG.debug("no")));

    assertThat(run(job).events(Logged.class)).isEmpty();
  }
}
