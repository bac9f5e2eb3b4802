package io.dagwerk.execution;

import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.model.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/// What an IO manager is told about one value. Confined to the thread of one step.
final class ValueContext implements StoreContext, LoadContext {
  private final Value value;
  private final StepWork work;
  private final List<Event> materialized = new ArrayList<>();
  private Metadata reported = Metadata.none();

  ValueContext(Value value, StepWork work) {
    this.value = value;
    this.work = work;
  }

  /// Which value.
  record Value(
      OutputAddress address, Type<?> type, Metadata metadata, Optional<TimeWindow> window) {}

  @Override
  public OutputAddress address() {
    return value.address();
  }

  @Override
  public RunId runId() {
    return work.runId();
  }

  @Override
  public StepKey step() {
    return work.step();
  }

  @Override
  public Type<?> type() {
    return value.type();
  }

  @Override
  public Metadata metadata() {
    return value.metadata();
  }

  @Override
  public Optional<TimeWindow> window() {
    return value.window();
  }

  @Override
  public Logger log() {
    return work.log();
  }

  @Override
  public String path() {
    return StoreContext.super.path();
  }

  @Override
  public Optional<AssetKey> asset() {
    return StoreContext.super.asset();
  }

  @Override
  public Optional<PartitionKey> partition() {
    return StoreContext.super.partition();
  }

  @Override
  public void report(String name, MetadataValue fact) {
    reported = reported.and(name, fact);
  }

  @Override
  public void materialized(AssetKey asset, Optional<PartitionKey> partition, Metadata metadata) {
    materialized.add(
        new Event.AssetMaterialized(step(), asset, partition, Optional.empty(), metadata));
  }

  @Override
  public void requireCurrent() {
    work.stepAttempt().permit().requireCurrent();
  }

  @Override
  public void closeAfterStep(AutoCloseable open) {
    work.closeAfter(open);
  }

  Metadata reported() {
    return reported;
  }

  /// What the manager said was materialized on the way.
  List<Event> materializedOnTheWay() {
    return List.copyOf(materialized);
  }
}
