package io.dagwerk.definitions;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.TimeWindow;
import java.util.Optional;
import org.slf4j.Logger;

/// What an [IoManager] knows of the value that it stores.
public interface StoreContext extends IoContext {
  /// Says a fact about the stored value, such as where it lies.
  void report(String name, MetadataValue value);

  default void report(String name, String text) {
    report(name, MetadataValue.text(text));
  }

  default void report(String name, long number) {
    report(name, MetadataValue.number(number));
  }

  /// Says that an asset was materialized on the way, beside the one being stored.
  void materialized(AssetKey asset, Optional<PartitionKey> partition, Metadata metadata);

  /// Call this right before the value becomes visible: before the rename, or as the last act of the
  /// transaction.
  ///
  /// A step that took too long and does not stop is left behind: the run goes on without it, and
  /// another attempt or run may have stored a newer value by the time it comes here.
  ///
  /// @throws java.util.concurrent.CancellationException when the value no longer counts and must
  ///   not be stored
  void requireCurrent();

  Logger log();

  /// The span of time of the partition, when it is one of time.
  Optional<TimeWindow> window();

  /// The address, as a relative path without characters that file systems refuse.
  default String path() {
    return address().path();
  }

  /// The address that the value is found by again.
  @Override
  OutputAddress address();
}
