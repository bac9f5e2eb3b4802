package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives a value to its IO manager, and notes what is to be recorded of it. Thread-safe.
final class ValueStorer {
  /// How many elements of a fan-out are stored at a time: with more, a disk is hardly faster.
  private static final int MOST_AT_ONCE = 32;

  private final Plan plan;
  private final Stores stores;
  private final Windows windows;

  ValueStorer(Plan plan, Stores stores, Windows windows) {
    this.plan = plan;
    this.stores = stores;
    this.windows = windows;
  }

  /// Where a value comes from and goes to.
  ///
  /// @param type the declared one, which the value need not have
  record Storing(Node node, Output<?> output, Type<?> type, OutputAddress address, StepWork work) {}

  /// A value of a fan-out.
  record Element(Storing storing, Object value) {}

  /// @param events what is to be recorded when the attempt has succeeded
  private record Stored(Metadata facts, List<Event> events) {}

  /// Stores a value that is of its type.
  ///
  /// @return what the IO manager said about it
  /// @throws StepFailure when it is not, or cannot be stored
  Metadata checkAndStore(Storing storing, Object value)
      throws StepFailure, ResourceFailed, InterruptedException {
    Type<?> type = storing.type();
    Checks.require(
        storing.work(), "output " + storing.output().name(), type, Checks.examined(type, value));
    return store(storing, value);
  }

  /// Stores a value that was looked at before.
  ///
  /// @return what the IO manager said about it
  /// @throws StepFailure when it cannot be stored
  Metadata store(Storing storing, Object value)
      throws StepFailure, ResourceFailed, InterruptedException {
    Stored stored = stored(storing, value);
    stored.events().forEach(storing.work()::whenSucceeded);
    return stored.facts();
  }

  /// Stores the elements of a list that were looked at before, and notes them in their order. Those
  /// of an IO manager that is durable are stored several at a time, as each waits for the disk.
  ///
  /// @throws StepFailure when one of them cannot be stored
  void storeAll(List<Element> elements) throws StepFailure, ResourceFailed, InterruptedException {
    List<Stored> stored = new ArrayList<>();
    if (elements.size() > 1 && isDurable(elements.getFirst().storing())) {
      stored.addAll(
          AtOnce.map(elements, MOST_AT_ONCE, each -> stored(each.storing(), each.value())));
    } else {
      for (Element each : elements) {
        stored.add(stored(each.storing(), each.value()));
      }
    }
    for (int i = 0; i < elements.size(); i++) {
      stored.get(i).events().forEach(elements.get(i).storing().work()::whenSucceeded);
    }
  }

  private boolean isDurable(Storing storing)
      throws StepFailure, ResourceFailed, InterruptedException {
    Stores.Store store = stores.of(storing.node(), storing.output());
    return UserCode.call(
        FailureKind.OUTPUT,
        "IO manager '%s' does not say whether it is durable".formatted(store.name()),
        () -> store.io().isDurable());
  }

  private Stored stored(Storing storing, Object value)
      throws StepFailure, ResourceFailed, InterruptedException {
    StepWork work = storing.work();
    Stores.Store store = stores.of(storing.node(), storing.output());
    ValueContext context = context(storing);
    work.requireCurrent();
    boolean isDurable =
        UserCode.call(
            FailureKind.OUTPUT,
            "output '%s' of %s could not be stored by IO manager '%s'"
                .formatted(storing.output().name(), storing.node(), store.name()),
            () -> {
              store.io().store(context, value);
              return store.io().isDurable();
            });
    List<Event> events = new ArrayList<>(context.materializedOnTheWay());
    events.add(
        new Event.OutputStored(
            work.step(),
            outputName(storing),
            storing.address(),
            store.name(),
            !isDurable,
            Optional.ofNullable(plan.versions().get(work.stepAttempt().step().key())),
            context.reported()));
    return new Stored(context.reported(), events);
  }

  /// What the plan calls it: a part of a bundle is an output that has the asset's name.
  private static String outputName(Storing storing) {
    return storing.address() instanceof OutputAddress.OfAsset of
        ? storing.work().stepAttempt().step().outputs().stream()
            .filter(output -> output.asset().filter(of.asset()::equals).isPresent())
            .map(Plan.Output::name)
            .findFirst()
            .orElse(storing.output().name())
        : storing.output().name();
  }

  private ValueContext context(Storing storing) {
    StepWork work = storing.work();
    Metadata known =
        storing.node() instanceof Asset<?> asset
            ? asset.asset().metadata()
            : storing.output().metadata();
    return new ValueContext(
        new ValueContext.Value(
            storing.address(),
            storing.type(),
            known,
            windows.find(
                NodeSnapshots.partitions(storing.node()), work.partitions().stream().findFirst())),
        work);
  }
}
