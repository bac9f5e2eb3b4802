package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Executor;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Outputs;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.Cancellation;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.model.Event.StepFailed;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Retry;
import io.dagwerk.plan.Reexecution;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A step that does not stop when it is asked to, and goes on after the run has gone on without it.
class LeftBehindTest {
  private static final Duration GRACE = Duration.ofMillis(1);

  /// An attempt whose time is over before its function is called is made again.
  private static final Duration SHORT = Duration.ofMillis(50);

  private static final Retry UNTIL_CALLED = Retry.times(1_000);

  @TempDir private Path folder;
  private final CountDownLatch runEnded = new CountDownLatch(1);
  private final CompletableFuture<Thread> thread = new CompletableFuture<>();

  @AfterEach
  void letItGo() {
    runEnded.countDown();
  }

  private LocalRuns runs(Definition... definitions) {
    return new LocalRuns(
        "test", Definitions.of(List.of(definitions)), LocalOptions.in(folder).grace(GRACE));
  }

  /// Until the run has ended, whatever interrupts it.
  private void ignoreInterrupts() {
    thread.complete(Thread.currentThread());
    while (runEnded.getCount() > 0) {
      try {
        runEnded.await();
      } catch (InterruptedException ignored) {
        // That is what this step is for.
      }
    }
  }

  private void goOnToItsEnd() throws Exception {
    runEnded.countDown();
    thread.get().join();
  }

  private List<Path> stored() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void whatItsFunctionReturnsIsNotStored() throws Exception {
    Job job =
        Job.named("job")
            .running(graph ->
                graph
                    .op("deaf", String.class)
                    .timeout(SHORT)
                    .retrying(UNTIL_CALLED)
                    .by(() -> {
                      ignoreInterrupts();
                      return "late";
                    }));

    Result result = new Result(runs(job).run(Launch.of("job")));
    goOnToItsEnd();

    assertThat(EventLines.of(result, "deaf"))
        .startsWith("StepStarted")
        .endsWith("StepFailed")
        .doesNotContain("OutputStored", "StepSucceeded");
    assertThat(stored()).isEmpty();
  }

  @Test
  void aFileThatIsBeingWrittenDoesNotTakeItsPlace() throws Exception {
    Cancellation cancellation = new Cancellation();
    InputStream slow =
        new FilterInputStream(stream("new")) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            cancellation.cancel("the test has seen enough");
            ignoreInterrupts();
            return super.read(bytes, offset, length);
          }
        };
    List<InputStream> values = List.of(stream("old"), slow);
    Iterator<InputStream> next = values.iterator();
    Asset<InputStream> words = Asset.named("words", InputStream.class).by(next::next);
    Job job = Job.named("job").materializing(words);
    LocalRuns runs = runs(words, job);
    runs.run(Launch.of("job"));

    RunRecord canceled = runs.run(Launch.of("job").with(cancellation));
    goOnToItsEnd();

    assertThat(EventLines.of(new Result(canceled), "words")).endsWith("StepCanceled");
    assertThat(stored()).singleElement().satisfies(file -> assertThat(file).hasContent("old"));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void ofSeveralOutputsThoseAfterTheFirstAreNotStored() throws Exception {
    Cancellation cancellation = new Cancellation();
    List<Object> stored = Collections.synchronizedList(new ArrayList<>());
    IoManager<Object> careless =
        new Keeper((_, value) -> {
          cancellation.cancel("the test has seen enough");
          ignoreInterrupts();
          stored.add(value);
        });
    Output<String> first = Output.named("first", String.class);
    Output<String> second = Output.named("second", String.class);
    Job job =
        Job.named("job")
            .running(graph ->
                graph
                    .op("write")
                    .outputs(first, second)
                    .emitting(() -> Outputs.of(first, "a").and(second, "b")));

    LocalOptions options = LocalOptions.keptBy(careless).grace(GRACE);
    new LocalRuns("test", Definitions.of(List.of(job)), options)
        .run(Launch.of("job").with(cancellation));
    goOnToItsEnd();

    assertThat(stored).containsExactly("a");
  }

  @Test
  void anIoManagerThatAsksIsToldThatTheValueNoLongerCounts() throws Exception {
    Cancellation cancellation = new Cancellation();
    CompletableFuture<Throwable> refusal = new CompletableFuture<>();
    Resource<IoManager<Object>> careful =
        keeper((context, _) -> {
          context.requireCurrent();
          cancellation.cancel("the test has seen enough");
          ignoreInterrupts();
          try {
            context.requireCurrent();
            refusal.complete(new AssertionError("it was not refused"));
          } catch (RuntimeException e) {
            refusal.complete(e);
            throw e;
          }
        });
    Job job =
        Job.named("job")
            .running(graph -> graph.op("write", String.class).storedBy(careful).by(() -> "x"));

    runs(careful, job).run(Launch.of("job").with(cancellation));
    goOnToItsEnd();

    assertThat(refusal.get())
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("must not store any more");
  }

  private static Resource<IoManager<Object>> keeper(BiConsumer<StoreContext, Object> storing) {
    return Resource.named("keeper", Type.ioManagerOf(Object.class)).by(() -> new Keeper(storing));
  }

  private record Keeper(BiConsumer<StoreContext, Object> storing) implements IoManager<Object> {
    @Override
    public void store(StoreContext context, Object value) {
      storing.accept(context, value);
    }

    @Override
    public Object load(LoadContext context) {
      throw context.missing("nowhere");
    }

    @Override
    public boolean exists(OutputAddress address) {
      return false;
    }
  }

  @Test
  void aResourceThatItUsesIsOpenedAnewForTheStepsAfterIt() throws Exception {
    Resource<Object> database = Resource.named("database", Object.class).by(Object::new);
    CompletableFuture<Object> first = new CompletableFuture<>();
    CompletableFuture<Object> second = new CompletableFuture<>();
    Job job =
        Job.named("job")
            .executor(Executor.serial())
            .running(graph -> {
              graph
                  .op("deaf")
                  .priority(1)
                  .timeout(SHORT)
                  .retrying(UNTIL_CALLED)
                  .from(database)
                  .doing(open -> {
                    first.complete(open);
                    ignoreInterrupts();
                  });
              graph.op("next").from(database).doing(second::complete);
            });

    runs(database, job).run(Launch.of("job"));
    goOnToItsEnd();

    assertThat(first.get()).isNotSameAs(second.get());
  }

  @Test
  void whatWasToBeTakenFromAnEarlierRunAndIsGoneFailsClearly() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    Job job =
        Job.named("job")
            .running(graph -> {
              Op<Integer> count = graph.op("count", Integer.class).by(() -> 2);
              graph
                  .fanOut("letters", String.class)
                  .keyedBy(letter -> letter)
                  .from(count)
                  .by(_ -> List.of("a", "b"))
                  .each((each, letter) ->
                      each.op("work", String.class)
                          .from(letter)
                          .by(text -> {
                            if (broken.get() && text.equals("b")) {
                              throw new IllegalStateException("broken");
                            }
                            return text;
                          }));
            });
    LocalRuns runs = runs(job);
    RunRecord failed = runs.run(Launch.of("job"));
    for (Path file : stored()) {
      Files.delete(file);
    }
    broken.set(false);

    Result again =
        new Result(
            runs.run(
                Launch.of("job")
                    .executingAgain(new Reexecution.FromFailure(runs.parent(failed.run())))));

    assertThat(again.succeeded()).isFalse();
    assertThat(OpTest.only(again, StepFailed.class).error().message())
        .isEqualTo(
            "what step 'letters' stored in run %s cannot be found; execute 'letters' again too"
                .formatted(failed.run()));
  }
}
