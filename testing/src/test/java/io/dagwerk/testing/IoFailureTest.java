package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Event.OutputStored;
import io.dagwerk.model.Event.StepFailed;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IoFailureTest {
  /// Stores texts, and loses those that ask for it.
  static final class Shelf implements IoManager<Object> {
    private final Map<OutputAddress, Object> values = new ConcurrentHashMap<>();

    @Override
    public void store(StoreContext context, Object value) {
      if (value.equals("too heavy")) {
        throw new IllegalStateException("the shelf broke");
      }
      values.put(context.address(), value);
      context.report("table", context.metadata().values().toString());
    }

    @Override
    public Object load(LoadContext context) {
      Object value = values.get(context.address());
      if (value == null || value.equals("lost")) {
        throw context.missing("the shelf");
      }
      return value;
    }

    @Override
    public boolean exists(OutputAddress address) {
      return values.containsKey(address);
    }
  }

  private final Resource<IoManager<Object>> shelf =
      Resource.named("shelf", shelfType()).by(Shelf::new);

  @SuppressWarnings("unchecked") // the class of an IO manager of anything
  private static Type<IoManager<Object>> shelfType() {
    return Type.of((Class<IoManager<Object>>) (Class<?>) IoManager.class);
  }

  @TempDir private Path folder;

  private Result run(String value) {
    Job job =
        Job.named("shelve")
            .running(graph -> {
              Op<String> write =
                  graph
                      .op("write", String.class)
                      .storedBy(shelf)
                      .metadata("table", "orders")
                      .by(() -> value);
              graph.op("read").from(write).doing(_ -> {});
            });
    LocalRuns runs =
        new LocalRuns("test", Definitions.of(List.of(shelf, job)), LocalOptions.in(folder));
    return new Result(runs.run(Launch.of("shelve")));
  }

  @Test
  @Covers("S26.4")
  void aValueThatCannotBeLoadedNamesProducerInputAndManager() {
    StepFailed failed = OpTest.only(run("lost"), StepFailed.class);

    assertThat(failed.kind()).isEqualTo(FailureKind.INPUT);
    assertThat(failed.step()).hasToString("read");
    assertThat(failed.error().message())
        .contains("input 0 of op 'read' could not be loaded from write by IO manager 'shelf'")
        .contains("looked for the shelf");
  }

  @Test
  void aValueThatCannotBeStoredNamesOutputOpAndManager() {
    StepFailed failed = OpTest.only(run("too heavy"), StepFailed.class);

    assertThat(failed.kind()).isEqualTo(FailureKind.OUTPUT);
    assertThat(failed.error().message())
        .contains("output 'result' of op 'write' could not be stored by IO manager 'shelf'")
        .contains("the shelf broke");
  }

  @Test
  void anIoManagerIsAResourceThatIsToldTheFactsOfTheOutput() {
    Result result = run("light");

    assertThat(result.succeeded()).isTrue();
    OutputStored stored = OpTest.only(result, OutputStored.class);
    assertThat(stored.ioManager()).isEqualTo("shelf");
    assertThat(stored.metadata().toString()).contains("orders");
    assertThat(EventLines.of(result)).contains("ResourceOpened shelf", "ResourceClosed shelf");
  }
}
