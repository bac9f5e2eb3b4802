package io.dagwerk.definitions;

import io.dagwerk.model.Condition;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is said about an asset beside its function and how its steps run.
///
/// @param io the IO manager that keeps it; empty for the location's default
/// @param metadata static facts, such as the name of a table
public record AssetSettings(
    String group,
    List<String> kinds,
    List<String> owners,
    Optional<Partitions> partitions,
    Optional<Condition> condition,
    Optional<Resource<? extends IoManager<?>>> io,
    Metadata metadata) {
  /// The group of assets that are in none.
  public static final String DEFAULT_GROUP = "default";

  static final AssetSettings NONE =
      new AssetSettings(
          DEFAULT_GROUP,
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Metadata.none());

  public AssetSettings {
    kinds = List.copyOf(kinds);
    owners = List.copyOf(owners);
  }

  AssetSettings inGroup(String name) {
    return new AssetSettings(name, kinds, owners, partitions, condition, io, metadata);
  }

  AssetSettings withKind(String kind) {
    List<String> more = new ArrayList<>(kinds);
    more.add(kind);
    return new AssetSettings(group, more, owners, partitions, condition, io, metadata);
  }

  AssetSettings withOwner(String owner) {
    List<String> more = new ArrayList<>(owners);
    more.add(owner);
    return new AssetSettings(group, kinds, more, partitions, condition, io, metadata);
  }

  AssetSettings withPartitions(Partitions definition) {
    return new AssetSettings(
        group, kinds, owners, Optional.of(definition), condition, io, metadata);
  }

  AssetSettings withCondition(Condition expression) {
    return new AssetSettings(
        group, kinds, owners, partitions, Optional.of(expression), io, metadata);
  }

  AssetSettings withIo(Resource<? extends IoManager<?>> ioManager) {
    return new AssetSettings(
        group, kinds, owners, partitions, condition, Optional.of(ioManager), metadata);
  }

  AssetSettings withMetadata(Metadata facts) {
    return new AssetSettings(group, kinds, owners, partitions, condition, io, metadata.and(facts));
  }
}
