package io.dagwerk.definitions;

import io.dagwerk.definitions.Fn.Fn0;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A thing kept in storage, and the function that makes it.
///
/// ```java
/// final Asset<Revenue> revenue =
///     Asset.named("revenue", Revenue.class).from(rawOrders, customers).by(Sales::revenueOf);
/// ```
///
/// @param <T> the type of the asset's value; `Void` for one that its function stores by itself
public final class Asset<T> extends Handle implements Definition, Input<T>, Node {
  private final Type<T> type;
  private final AssetSettings asset;
  private final StepSettings settings;
  private final Compute<?> compute;
  private final Optional<Bundle<?>> bundle;
  private final boolean external;

  private Asset(
      String name,
      Type<T> type,
      AssetSettings asset,
      StepSettings settings,
      Compute<?> compute,
      Optional<Bundle<?>> bundle,
      boolean external) {
    super(name);
    this.type = type;
    this.asset = asset;
    this.settings = settings;
    this.compute = compute;
    this.bundle = bundle;
    this.external = external;
  }

  /// Starts the definition of an asset. The name is its identity in storage: renaming the Java
  /// field never renames the asset.
  public static <T> Builder<T> named(String name, Class<T> type) {
    return named(name, Type.of(type));
  }

  /// As [#named(String, Class)], of a type with arguments or a check.
  public static <T> Builder<T> named(String name, Type<T> type) {
    return new Builder<>(name, type, AssetSettings.NONE, StepSettings.NONE);
  }

  /// An asset that something else makes. What it is read as is said where it is read.
  public static ExternalAsset external(String name) {
    return new ExternalAsset(name, AssetSettings.NONE, StepSettings.NONE);
  }

  static <T> Asset<T> external(
      String name, Type<T> type, AssetSettings asset, StepSettings settings) {
    Fn0<T> nothing =
        () -> {
          throw new IllegalStateException(
              "asset '%s' is made elsewhere, so nothing here materializes it".formatted(name));
        };
    Compute<T> compute = Compute.of(nothing, args -> nothing.apply());
    return new Asset<>(name, type, asset, settings, compute, Optional.empty(), true);
  }

  static <T> Asset<T> partOf(
      Bundle<?> bundle, String name, Type<T> type, AssetSettings asset, Compute<?> pick) {
    return new Asset<>(name, type, asset, bundle.settings(), pick, Optional.of(bundle), false);
  }

  public AssetKey key() {
    return AssetKey.of(name());
  }

  public Type<T> type() {
    return type;
  }

  public AssetSettings asset() {
    return asset;
  }

  public Optional<Partitions> partitions() {
    return asset.partitions();
  }

  /// The bundle whose function makes it, if it is a part of one.
  public Optional<Bundle<?>> bundle() {
    return bundle;
  }

  public boolean isExternal() {
    return external;
  }

  /// Whether there is a value that an IO manager keeps.
  public boolean isStored() {
    return type.raw() != Void.class;
  }

  @Override
  public NodeKind nodeKind() {
    return NodeKind.ASSET;
  }

  @Override
  public StepSettings settings() {
    return settings;
  }

  @Override
  public List<Output<?>> outputs() {
    return settings.outputs().isEmpty()
        ? List.of(Output.named(Plan.Output.RESULT, type))
        : settings.outputs();
  }

  @Override
  public Compute<?> compute() {
    return compute;
  }

  /// Every partition of this asset, by partition key; to a reader that is partitioned by time,
  /// those within the reader's window.
  public Input<Map<PartitionKey, T>> allPartitions() {
    return partitions(new PartitionMapping.All());
  }

  /// The partition before the one being materialized; empty at the first.
  public Input<Optional<T>> previousPartition() {
    return new Input.OnePartition<>(this, new PartitionMapping.Offset(-1));
  }

  /// The newest partition; empty when there is none.
  public Input<Optional<T>> lastPartition() {
    return new Input.OnePartition<>(this, new PartitionMapping.Last());
  }

  /// The partitions that a mapping chooses, by partition key.
  public Input<Map<PartitionKey, T>> partitions(PartitionMapping mapping) {
    return new Input.ManyPartitions<>(this, mapping, Optional.empty());
  }

  /// The partitions that a function chooses by the reader's key, by partition key.
  ///
  /// @param mapping what the function is called; one name is one function
  public Input<Map<PartitionKey, T>> partitions(String mapping, PartitionFunction function) {
    return new Input.ManyPartitions<>(
        this, new PartitionMapping.Custom(mapping), Optional.of(function));
  }

  /// The options of an asset; every step gives a new builder.
  public static final class Builder<T> extends Maker<T, Asset<T>, Asset<Void>, Builder<T>> {
    private final String name;
    private final Type<T> type;
    private final AssetSettings asset;

    private Builder(String name, Type<T> type, AssetSettings asset, StepSettings settings) {
      super(settings);
      this.name = name;
      this.type = type;
      this.asset = asset;
    }

    /// Shown and selected together.
    public Builder<T> group(String group) {
      return with(asset.inGroup(group));
    }

    /// A label of what it is, such as `csv` or `table`.
    public Builder<T> kind(String kind) {
      return with(asset.withKind(kind));
    }

    /// A person's address, or `team:NAME`.
    public Builder<T> ownedBy(String owner) {
      return with(asset.withOwner(owner));
    }

    public Builder<T> partitionedBy(Partitions partitions) {
      return with(asset.withPartitions(partitions));
    }

    /// Materialized by itself when the condition holds.
    @Experimental("only tests evaluate conditions yet, on a Clockwork")
    public Builder<T> automatedBy(Condition condition) {
      Stability.warn("Asset.automatedBy", "only tests evaluate conditions yet, on a Clockwork");
      return with(asset.withCondition(condition));
    }

    /// Kept by this IO manager instead of the location's default.
    public Builder<T> storedBy(Resource<? extends IoManager<? super T>> ioManager) {
      return with(asset.withIo(ioManager));
    }

    /// A static fact, such as the name of the table that the IO manager writes.
    public Builder<T> metadata(String key, String value) {
      return with(asset.withMetadata(Metadata.of(key, value)));
    }

    private Builder<T> with(AssetSettings changed) {
      return new Builder<>(name, type, changed, settings);
    }

    @Override
    Builder<T> with(StepSettings changed) {
      return new Builder<>(name, type, asset, changed);
    }

    @Override
    Asset<T> define(Compute<T> compute) {
      return new Asset<>(name, type, asset, settings, compute, Optional.empty(), false);
    }

    @Override
    Asset<Void> effect(Compute<? extends Effect> compute) {
      return new Asset<>(
          name, Type.of(Void.class), asset, settings, compute, Optional.empty(), false);
    }
  }
}
