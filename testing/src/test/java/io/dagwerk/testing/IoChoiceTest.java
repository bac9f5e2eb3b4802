package io.dagwerk.testing;

import static io.dagwerk.definitions.Input.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.InvalidDefinitions;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Outputs;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event.OutputStored;
import io.dagwerk.model.Event.ResourceOpened;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which IO manager keeps which value.
class IoChoiceTest {
  @TempDir private Path folder;

  private final Shelf upper = new Shelf();
  private final Shelf lower = new Shelf();
  private final Resource<IoManager<Object>> up = shelf("up", upper);
  private final Resource<IoManager<Object>> down = shelf("down", lower);

  record Shop(String name) {}

  /// Keeps what it is given, and tells that its catalog has changed.
  private static final class Shelf implements IoManager<Object> {
    private final Map<OutputAddress, Object> values = new ConcurrentHashMap<>();

    @Override
    public void store(StoreContext context, Object value) {
      values.put(context.address(), value);
      context.materialized(AssetKey.of("catalog"), Optional.empty(), Metadata.none());
    }

    @Override
    public Object load(LoadContext context) {
      return Optional.ofNullable(values.get(context.address()))
          .orElseThrow(() -> context.missing("the shelf"));
    }

    @Override
    public boolean exists(OutputAddress address) {
      return values.containsKey(address);
    }
  }

  private static Resource<IoManager<Object>> shelf(String name, Shelf shelf) {
    return Resource.named(name, Type.ioManagerOf(Object.class)).by(() -> shelf);
  }

  private LocalRuns runs(Definitions definitions) {
    return new LocalRuns("test", definitions, LocalOptions.in(folder));
  }

  private Result run(Job job) {
    return new Result(runs(Definitions.of(List.of(up, down, job))).run(Launch.of(job.name())));
  }

  @Test
  @Covers("S26.1")
  void twoOutputsWithTwoManagersEndInTwoStores() {
    Output<String> first = Output.named("first", String.class).storedBy(up);
    Output<String> second = Output.named("second", String.class).storedBy(down);
    Job job =
        Job.named("split")
            .running(graph -> {
              Op<Void> split =
                  graph
                      .op("split")
                      .outputs(first, second)
                      .emitting(() -> Outputs.of(first, "a").and(second, "b"));
              graph
                  .op("join")
                  .from(split.output(first), split.output(second))
                  .doing((a, b) -> assertThat(a + b).isEqualTo("ab"));
            });

    Result result = run(job);

    assertThat(result.succeeded()).isTrue();
    assertThat(upper.values.values()).containsExactly("a");
    assertThat(lower.values.values()).containsExactly("b");
    assertThat(result.events(OutputStored.class))
        .extracting(OutputStored::output, OutputStored::ioManager)
        .containsExactly(Tuple.tuple("first", "up"), Tuple.tuple("second", "down"));
  }

  @Test
  @Covers("S26.6")
  void whatAManagerMaterializedOnTheWayIsRecordedBeforeItsOutput() {
    Job job =
        Job.named("write")
            .running(graph -> graph.op("write", String.class).storedBy(up).by(() -> "x"));

    assertThat(EventLines.of(run(job), "write"))
        .containsExactly("StepStarted", "AssetMaterialized", "OutputStored", "StepSucceeded");
  }

  @Test
  @Covers("S26.7")
  void aTestKeepsValuesInMemoryThoughTheOpsNameManagers() {
    Resource<IoManager<Object>> far =
        Resource.named("far", Type.ioManagerOf(Object.class))
            .by(() -> {
              throw new IllegalStateException("no network in tests");
            });
    Op<?>[] written = new Op<?>[1];
    Job job =
        Job.named("write")
            .running(graph -> {
              Op<String> write = graph.op("write", String.class).storedBy(far).by(() -> "x");
              written[0] = graph.op("twice", String.class).from(write).by(text -> text + text);
            });
    JobRun test = JobRun.of(job);

    Result result = test.run();

    assertThat(result.succeeded()).isTrue();
    assertThat(test.output(result, written[0])).isEqualTo("xx");
    assertThat(result.events(OutputStored.class))
        .extracting(OutputStored::ioManager)
        .containsOnly("memory");
    assertThat(result.events(ResourceOpened.class)).isEmpty();
  }

  @Test
  @Covers("S21.1")
  void withNothingSaidTheManagerOfTheLocationIsUsedUnlessItNeedsConfig() {
    Resource<IoManager<Object>> ofShop =
        Resource.named("of_shop", Type.ioManagerOf(Object.class))
            .from(config(Shop.class))
            .by(_ -> lower);
    Job job = Job.named("write").running(graph -> graph.op("write", String.class).by(() -> "x"));

    List<Definition> all = List.of(up, ofShop, job);
    Result plain = new Result(runs(Definitions.of(all).storedBy(up)).run(Launch.of("write")));
    LocalRuns needy = runs(Definitions.of(all).storedBy(ofShop));

    assertThat(OpTest.only(plain, OutputStored.class).ioManager()).isEqualTo("up");
    assertThat(upper.values.values()).containsExactly("x");
    assertThatThrownBy(() -> needy.run(Launch.of("write")))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining(
            "the entry 'resources' is missing; expected resources: { of_shop: {...} }");
    assertThat(lower.values).isEmpty();
  }

  @Test
  void whatStoresItselfAndNamesAManagerTooIsRefused() {
    Asset<Void> orders = Asset.named("orders", String.class).storedBy(up).doing(() -> {});
    Job job = Job.named("write").running(graph -> graph.op("write").storedBy(down).doing(() -> {}));

    assertThatThrownBy(() -> Definitions.of(List.of(up, down, orders, job)))
        .isInstanceOf(InvalidDefinitions.class)
        .hasMessageContaining(
            "asset 'orders' is stored by resource 'up', but its function returns no value; return"
                + " one with by(...), name the IO manager at an output, or leave storedBy(...) out")
        .hasMessageContaining("op 'write' is stored by resource 'down', but its function returns");
  }
}
