package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.FanOut;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Needs;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.Upstream.Emission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Gives a step's function its values: resources, config, facts, and what other steps and runs have
/// stored. Thread-safe.
final class InputLoader {
  private final RunFacts run;
  private final BoundConfigs configs;
  private final OpenResources resources;
  private final Stores stores;
  private final Windows windows;
  private final Facts facts;

  InputLoader(
      RunFacts run, BoundConfigs configs, OpenResources resources, Stores stores, Windows windows) {
    this.run = run;
    this.configs = configs;
    this.resources = resources;
    this.stores = stores;
    this.windows = windows;
    this.facts = new Facts(windows);
  }

  /// The values of the inputs, in their order.
  ///
  /// @throws StepFailure when one cannot be had, or does not pass its type
  List<Object> load(Node node, StepWork work)
      throws StepFailure, ResourceFailed, InterruptedException {
    List<Object> values = new ArrayList<>();
    int position = 0;
    for (Input<?> input : node.compute().inputs()) {
      Object value =
          switch (input) {
            case Resource<?> resource -> resources.get(resource);
            case Input.Config<?> _ -> configs.of(node);
            case Input.Fact<?> fact -> facts.get(node, fact.kind(), work);
            default -> loaded(node, input, position, work);
          };
      values.add(value);
      position++;
    }
    return values;
  }

  /// Takes what a step may have been using for broken: what its function reads, and the IO managers
  /// of what it reads and makes, one of which may have been interrupted.
  void suspect(Node node) {
    List<Resource<?>> used = new ArrayList<>(NodeSnapshots.ownResources(node));
    Needs.ioManagers(node, run.definitions().io()).forEach(used::add);
    resources.suspect(used);
  }

  private Object loaded(Node node, Input<?> input, int position, StepWork work)
      throws StepFailure, ResourceFailed, InterruptedException {
    InputSource source =
        Objects.requireNonNull(
            work.stepAttempt().step().inputs().get(position),
            () -> "the plan has no source for input %d of %s".formatted(position, node));
    Reading reading = new Reading(node, position, work);
    Optional<Object> value = read(input, source, reading);
    if (input instanceof Input.OnePartition<?>) {
      return value;
    }
    return value.orElseThrow(() ->
        new StepFailure(
            FailureKind.INPUT, "input %d of %s was not emitted".formatted(position, node)));
  }

  /// Which input of which step is being read.
  private record Reading(Node node, int position, StepWork work) {}

  private Optional<Object> read(Input<?> input, InputSource source, Reading reading)
      throws StepFailure, ResourceFailed, InterruptedException {
    return switch (source) {
      case InputSource.FromStep from -> {
        Optional<Emission> emission = reading.work().stepAttempt().upstream().emitted(from);
        yield emission.isPresent()
            ? Optional.of(
                value(
                    input,
                    address(input, emission.get(), reading),
                    from.step().toString(),
                    reading))
            : Optional.empty();
      }
      case InputSource.FromStore from ->
          Optional.of(value(input, from.address(), from.address().toString(), reading));
      case InputSource.FanIn fanIn -> Optional.of(list(input, fanIn, reading));
      case InputSource.FromPartitions from -> Optional.of(partitions(input, from, reading));
      case InputSource.Element element -> Optional.of(element(input, element, reading));
      case InputSource.Collected collected -> Optional.of(collected(input, collected, reading));
      case InputSource.External _ -> Optional.of(external(input, reading));
      case InputSource.Absent _ -> Optional.empty();
    };
  }

  private List<Object> list(Input<?> input, InputSource.FanIn fanIn, Reading reading)
      throws StepFailure, ResourceFailed, InterruptedException {
    List<? extends Input<?>> elements = ((Input.Several<?>) input).inputs();
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      read(elements.get(i), fanIn.elements().get(i), reading).ifPresent(values::add);
    }
    return values;
  }

  private Map<PartitionKey, Object> partitions(
      Input<?> input, InputSource.FromPartitions from, Reading reading)
      throws StepFailure, ResourceFailed, InterruptedException {
    Map<PartitionKey, Object> values = new LinkedHashMap<>();
    for (var entry : from.partitions().entrySet()) {
      read(input, entry.getValue(), reading).ifPresent(value -> values.put(entry.getKey(), value));
    }
    return values;
  }

  private Object element(Input<?> input, InputSource.Element source, Reading reading)
      throws StepFailure, ResourceFailed, InterruptedException {
    StepAttempt attempt = reading.work().stepAttempt();
    Emission fanOut = attempt.upstream().fanOut(source);
    String key = attempt.key().keys().get(fanOut.step().keys().size());
    return value(
        input,
        Addresses.ofElement(Addresses.of(run.run(), fanOut), key),
        fanOut.step() + "[" + key + "]",
        reading);
  }

  private List<Object> collected(Input<?> input, InputSource.Collected source, Reading reading)
      throws StepFailure, ResourceFailed, InterruptedException {
    List<Object> values = new ArrayList<>();
    for (Emission emission : reading.work().stepAttempt().upstream().branches(source)) {
      values.add(
          value(input, Addresses.of(run.run(), emission), emission.step().toString(), reading));
    }
    return values;
  }

  private Object external(Input<?> input, Reading reading)
      throws StepFailure, InterruptedException {
    Input.External<?> external =
        (Input.External<?>) (input instanceof Input.As<?> as ? as.of() : input);
    Optional<Object> said = configs.of(external);
    if (said.isEmpty()) {
      return external.byDefault().orElseThrow();
    }
    Object value =
        external.type().loader().isPresent()
            ? loaded(external, external.type().loader().get(), said.get(), reading)
            : said.get();
    check(external.type(), value, reading);
    return value;
  }

  @SuppressWarnings("NullableProblems") // user code may return null, whatever its type says
  private static Object loaded(
      Input.External<?> external, Type.Loader<?> loader, Object config, Reading reading)
      throws StepFailure, InterruptedException {
    return UserCode.call(
        FailureKind.INPUT,
        "input '%s' of %s could not be made by the loader of type %s"
            .formatted(external.name(), reading.node(), external.type()),
        () -> Objects.requireNonNull(loader.function().apply(config), "it returned null"));
  }

  /// The address of an emission: an asset's value has one of its own.
  private OutputAddress address(Input<?> input, Emission emission, Reading reading) {
    if (emission.reused().isPresent()) {
      return emission.reused().get();
    }
    return Addresses.asset(input)
        .<OutputAddress>map(asset ->
            new OutputAddress.OfAsset(asset.key(), partitionOf(asset, emission.step(), reading)))
        .orElseGet(() -> Addresses.of(run.run(), emission));
  }

  private static Optional<PartitionKey> partitionOf(Asset<?> asset, StepKey step, Reading reading) {
    return asset.partitions().isEmpty()
        ? Optional.empty()
        : step.keys().stream()
            .findFirst()
            .map(PartitionKey::new)
            .or(() -> reading.work().partitions().stream().findFirst());
  }

  private Object value(Input<?> input, OutputAddress address, String source, Reading reading)
      throws StepFailure, ResourceFailed, InterruptedException {
    Stores.Store store = stores.of(input);
    Type<?> type = typeOf(input);
    StepWork work = reading.work();
    ValueContext context =
        new ValueContext(
            new ValueContext.Value(address, type, metadataOf(input), windows.find(input, address)),
            work);
    Object value = loadBy(store, context, source, reading);
    work.stepAttempt()
        .events()
        .append(new Event.InputLoaded(work.step(), reading.position(), source, store.name()));
    check(type, value, reading);
    return value;
  }

  private static Object loadBy(
      Stores.Store store, ValueContext context, String source, Reading reading)
      throws StepFailure, InterruptedException {
    return UserCode.call(
        FailureKind.INPUT,
        "input %d of %s could not be loaded from %s by IO manager '%s'"
            .formatted(reading.position(), reading.node(), source, store.name()),
        () -> Objects.requireNonNull(store.io().load(context), "it returned null"));
  }

  private static void check(Type<?> type, Object value, Reading reading)
      throws StepFailure, InterruptedException {
    Checks.require(
        reading.work(), "input " + reading.position(), type, Checks.examined(type, value));
  }

  private static Type<?> typeOf(Input<?> input) {
    return switch (input) {
      case Asset<?> asset -> asset.type();
      case Op<?> op -> op.type();
      case FanOut<?> fanOut -> fanOut.type();
      case Input.As<?> as -> as.type();
      case Input.Emitted<?> emitted -> emitted.output().type();
      case Input.ManyPartitions<?> many -> many.asset().type();
      case Input.OnePartition<?> one -> one.asset().type();
      case Input.Element<?> element -> element.of().type().arguments().getFirst();
      case Input.Collected<?, ?> all -> all.branch().type();
      case Input.External<?> external -> external.type();
      case Input.Several<?> _,
          Resource<?> _,
          Input.Config<?> _,
          Input.Fact<?> _,
          Input.Undeclared<?> _,
          Input.Unusable<?> _ ->
          throw new IllegalArgumentException(input + " is not loaded");
    };
  }

  private static Metadata metadataOf(Input<?> input) {
    return switch (input) {
      case Asset<?> asset -> asset.asset().metadata();
      case Input.As<?> as -> metadataOf(as.of());
      case Input.ManyPartitions<?> many -> many.asset().asset().metadata();
      case Input.OnePartition<?> one -> one.asset().asset().metadata();
      case Input.Emitted<?> emitted -> emitted.output().metadata();
      case Op<?> op -> op.outputs().getFirst().metadata();
      default -> Metadata.none();
    };
  }
}
