package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dagwerk.config.Environment;
import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Hook;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.io.MemoryIoManager;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.Attribution;
import io.dagwerk.model.Event.Logged;
import io.dagwerk.model.Event.Printed;
import io.dagwerk.model.OutputAddress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/// Threads that go on when the step is over that started them: what they say is nobody's, but is
/// not lost.
class OutlivedStepTest {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @BeforeEach
  void watchTheTerminal() {
    PrintStream watched = new PrintStream(terminal, true, StandardCharsets.UTF_8);
    System.setOut(watched);
    System.setErr(watched);
  }

  @AfterEach
  void giveItBack() {
    System.setOut(out);
    System.setErr(err);
    pool.shutdownNow();
  }

  private interface Action {
    void run() throws Exception;
  }

  /// Has the thread of the pool do it, which the first one who asks starts.
  private void inPool(Action action) throws Exception {
    Future<?> done =
        pool.submit(() -> {
          action.run();
          return true;
        });
    done.get();
  }

  private Result run(Job job) {
    LocalRuns runs =
        new LocalRuns(
            "test", Definitions.of(List.of(job)), LocalOptions.inMemory().capturingPrints());
    Result result = new Result(runs.run(Launch.of(job.name())));
    assertThat(result.record().summary()).contains("succeeded");
    return result;
  }

  private Job job(Action first, Action second) {
    return Job.named("work")
        .running(graph -> {
          Op<Void> starts = graph.op("starts").doing(() -> inPool(first));
          graph.op("uses").after(starts).doing(() -> inPool(second));
        });
  }

  private String terminal() {
    return terminal.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatTheyPrintForALaterStepIsOfTheRun() throws Exception {
    Result result = run(job(() -> System.out.println("first"), () -> System.out.println("second")));
    inPool(() -> System.out.println("third"));

    assertThat(result.events(Printed.class))
        .extracting(
            printed -> printed.step().map(Object::toString), Printed::line, Printed::attribution)
        .containsExactly(
            tuple(Optional.of("starts"), "first", Attribution.KNOWN),
            tuple(Optional.empty(), "second", Attribution.UNKNOWN));
    assertThat(terminal()).isEqualTo("third\n");
  }

  @Test
  void aLineWithoutAnEndIsRecordedBeforeTheRunIsOver() throws Exception {
    Result result = run(job(() -> System.out.print("a"), () -> System.out.print("b")));
    inPool(() -> System.out.print("c"));

    assertThat(result.events(Printed.class)).extracting(Printed::line).containsExactly("a", "b");
    assertThat(result.record().log().getLast().event()).isInstanceOf(Event.RunSucceeded.class);
    assertThat(terminal()).isEqualTo("c");
  }

  @Test
  void whatTheyPrintInALaterRunIsOfTheTerminal() throws Exception {
    run(job(() -> {}, () -> {}));

    Result later =
        run(
            Job.named("later")
                .running(graph ->
                    graph
                        .op("uses")
                        .doing(() -> {
                          System.out.println("own");
                          inPool(() -> System.out.println("of the pool"));
                        })));

    assertThat(later.events(Printed.class)).extracting(Printed::line).containsExactly("own");
    assertThat(terminal()).isEqualTo("of the pool\n");
  }

  @Test
  void whatTheyLogWithTheContextOfTheStepIsOfTheRun() throws Exception {
    AtomicReference<Optional<Logger>> log = new AtomicReference<>(Optional.empty());
    Job job =
        Job.named("work")
            .running(graph -> {
              Op<Void> starts =
                  graph
                      .op("starts")
                      .from(Input.context())
                      .doing(context -> {
                        log.set(Optional.of(context.log()));
                        context.log().info("first");
                      });
              graph
                  .op("uses")
                  .after(starts)
                  .doing(() -> inPool(() -> log.get().orElseThrow().info("second")));
            });

    Result result = run(job);
    log.get().orElseThrow().warn("third", new IllegalStateException("gone"));

    assertThat(result.events(Logged.class))
        .extracting(
            logged -> logged.step().map(Object::toString), Logged::message, Logged::attribution)
        .containsExactly(
            tuple(Optional.of("starts"), "first", Attribution.KNOWN),
            tuple(Optional.empty(), "second", Attribution.UNKNOWN));
    assertThat(terminal())
        .startsWith("WARN step: third\njava.lang.IllegalStateException: gone\n\tat ");
  }

  @Test
  void whatTheLoggerOfAHookIsToldAfterItIsOfTheRun() {
    AtomicReference<Optional<Logger>> log = new AtomicReference<>(Optional.empty());
    CountDownLatch hookEnded = new CountDownLatch(1);
    Hook hook =
        Hook.named("hook")
            .by(end -> {
              log.set(Optional.of(end.log()));
              end.log().info("first");
            });
    Job job =
        Job.named("work")
            .running(graph -> {
              Op<Void> starts = graph.op("starts").onSuccess(hook).doing(() -> {});
              graph
                  .op("uses")
                  .after(starts)
                  .doing(() -> {
                    hookEnded.await();
                    log.get().orElseThrow().info("second");
                  });
            });

    Result result =
        JobRun.of(job)
            .listening(recorded -> {
              if (recorded.event() instanceof Event.HookSucceeded) {
                hookEnded.countDown();
              }
            })
            .run();

    assertThat(result.record().events(Logged.class))
        .extracting(Logged::message, Logged::attribution)
        .containsExactly(tuple("first", Attribution.KNOWN), tuple("second", Attribution.UNKNOWN));
  }

  /// Keeps values in a memory, and does something when a step that has read one has ended.
  private record Closing(MemoryIoManager memory, AutoCloseable action)
      implements IoManager<Object> {
    @Override
    public void store(StoreContext context, Object value) {
      memory.store(context, value);
    }

    @Override
    public Object load(LoadContext context) {
      context.closeAfterStep(action);
      return memory.load(context);
    }

    @Override
    public boolean exists(OutputAddress address) {
      return memory.exists(address);
    }
  }

  private static Result runClosing(Job job, AutoCloseable action) {
    LocalRuns runs =
        new LocalRuns(
            "test",
            Definitions.of(List.of(job)),
            new LocalOptions(
                new Closing(new MemoryIoManager(), action),
                Optional.empty(),
                Environment.empty(),
                InstantSource.system(),
                LocalOptions.DynamicKeys.NONE,
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                true));
    return new Result(runs.run(Launch.of(job.name())));
  }

  @Test
  void whatIsPrintedWhileAnInputIsClosedIsOfTheStep() {
    Job job =
        Job.named("work")
            .running(graph -> {
              Op<Integer> makes = graph.op("makes", Integer.class).by(() -> 1);
              graph.op("reads").from(makes).doing(_ -> {});
            });

    Result result = runClosing(job, () -> System.out.println("closing"));

    assertThat(result.events(Printed.class))
        .extracting(printed -> printed.step().map(Object::toString), Printed::line)
        .containsExactly(tuple(Optional.of("reads"), "closing"));
  }

  @Test
  void anInputThatIsClosedMayWaitForAThreadThatReports() {
    CompletableFuture<Context> reading = new CompletableFuture<>();
    Job job =
        Job.named("work")
            .running(graph -> {
              Op<Integer> makes = graph.op("makes", Integer.class).by(() -> 1);
              graph
                  .op("reads")
                  .from(makes, Input.context())
                  .doing((_, context) -> reading.complete(context));
            });

    Result result =
        runClosing(
            job,
            () ->
                CompletableFuture.runAsync(() -> reading.join().report("rows", 1))
                    .get(30, TimeUnit.SECONDS));

    assertThat(result.events(Logged.class)).isEmpty();
  }
}
