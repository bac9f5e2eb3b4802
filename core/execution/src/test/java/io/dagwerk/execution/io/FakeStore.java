package io.dagwerk.execution.io;

import io.dagwerk.definitions.StoreContext;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.model.TimeWindow;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/// The context of a store, with what it reported.
///
/// @param current whether the value still counts
public record FakeStore(
    OutputAddress address,
    Type<?> type,
    Metadata metadata,
    Map<String, MetadataValue> reported,
    boolean current)
    implements StoreContext {
  public FakeStore(OutputAddress address, Type<?> type) {
    this(address, type, Metadata.none());
  }

  public FakeStore(OutputAddress address, Type<?> type, Metadata metadata) {
    this(address, type, metadata, Collections.synchronizedMap(new LinkedHashMap<>()), true);
  }

  /// The context of a step that was left behind.
  public FakeStore leftBehind() {
    return new FakeStore(address, type, metadata, reported, false);
  }

  @Override
  public void requireCurrent() {
    if (!current) {
      throw new CancellationException("left behind");
    }
  }

  @Override
  public void report(String name, MetadataValue value) {
    reported.put(name, value);
  }

  @Override
  public void materialized(AssetKey asset, Optional<PartitionKey> partition, Metadata facts) {
    reported.put("materialized " + asset, MetadataValue.asset(asset));
  }

  @Override
  public Logger log() {
    return NOPLogger.NOP_LOGGER;
  }

  @Override
  public Optional<TimeWindow> window() {
    return Optional.empty();
  }

  @Override
  public RunId runId() {
    return Addresses.RUN;
  }

  @Override
  public StepKey step() {
    return StepKey.of("step");
  }
}
