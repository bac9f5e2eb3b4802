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
/// @param observation how to look at it, if something else makes it
public record AssetSettings(
    String group,
    List<String> kinds,
    List<String> owners,
    Optional<Partitions> partitions,
    Optional<Condition> condition,
    Optional<Resource<? extends IoManager<?>>> io,
    Metadata metadata,
    Optional<Compute<Observed>> observation) {
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
          Metadata.none(),
          Optional.empty());

  public AssetSettings {
    kinds = List.copyOf(kinds);
    owners = List.copyOf(owners);
  }

  AssetSettings inGroup(String name) {
    return new AssetSettings(name, kinds, owners, partitions, condition, io, metadata, observation);
  }

  AssetSettings withKind(String kind) {
    return new AssetSettings(
        group, add(kinds, kind), owners, partitions, condition, io, metadata, observation);
  }

  AssetSettings withOwner(String owner) {
    return new AssetSettings(
        group, kinds, add(owners, owner), partitions, condition, io, metadata, observation);
  }

  AssetSettings withPartitions(Partitions definition) {
    return new AssetSettings(
        group, kinds, owners, Optional.of(definition), condition, io, metadata, observation);
  }

  AssetSettings withCondition(Condition expression) {
    return new AssetSettings(
        group, kinds, owners, partitions, Optional.of(expression), io, metadata, observation);
  }

  AssetSettings withIo(Resource<? extends IoManager<?>> ioManager) {
    return new AssetSettings(
        group,
        kinds,
        owners,
        partitions,
        condition,
        Optional.of(Handle.declared(ioManager, "an IO manager")),
        metadata,
        observation);
  }

  AssetSettings withMetadata(Metadata facts) {
    return new AssetSettings(
        group, kinds, owners, partitions, condition, io, metadata.and(facts), observation);
  }

  AssetSettings withObservation(Compute<Observed> looking) {
    return new AssetSettings(
        group, kinds, owners, partitions, condition, io, metadata, Optional.of(looking));
  }

  private static List<String> add(List<String> list, String one) {
    List<String> more = new ArrayList<>(list);
    more.add(one);
    return more;
  }
}
