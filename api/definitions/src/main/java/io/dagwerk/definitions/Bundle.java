package io.dagwerk.definitions;

import io.dagwerk.definitions.Fn.Fn1;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Several assets made by one function. The function returns a record; every part is an asset.
///
/// ```java
/// final Bundle<Split> split = Bundle.named("split", Split.class).from(rawOrders).by(Sales::split);
/// final Asset<Orders> paid = split.part("paid_orders", Orders.class, Split::paid);
/// ```
public final class Bundle<R extends Record> extends Handle implements Definition, Node {
  private final AssetSettings asset;
  private final StepSettings settings;
  private final boolean subsettable;
  private final Compute<R> compute;
  private final List<Asset<?>> parts = new ArrayList<>();

  private Bundle(
      String name,
      AssetSettings asset,
      StepSettings settings,
      boolean subsettable,
      Compute<R> compute) {
    super(name);
    this.asset = asset;
    this.settings = settings;
    this.subsettable = subsettable;
    this.compute = compute;
  }

  /// The class is for the compiler: it must know the record before it sees the function.
  public static <R extends Record> Builder<R> named(String name, Class<R> type) {
    return new Builder<>(name, AssetSettings.NONE, StepSettings.NONE, false);
  }

  public AssetSettings asset() {
    return asset;
  }

  public Optional<Partitions> partitions() {
    return asset.partitions();
  }

  /// Whether a run may make a part of its assets.
  public boolean isSubsettable() {
    return subsettable;
  }

  /// The assets, in the order in which they were declared.
  public List<Asset<?>> parts() {
    return List.copyOf(parts);
  }

  @Override
  public NodeKind nodeKind() {
    return NodeKind.BUNDLE;
  }

  @Override
  public StepSettings settings() {
    return settings;
  }

  @Override
  public List<Output<?>> outputs() {
    return parts.stream().<Output<?>>map(Bundle::output).toList();
  }

  @Override
  public Compute<R> compute() {
    return compute;
  }

  /// The asset stored from one component of the record.
  public <T> Asset<T> part(String name, Class<T> type, Fn1<R, T> component) {
    return part(name, Type.of(type), component);
  }

  /// As [#part(String, Class, Fn1)], of a type with arguments or a check.
  public <T> Asset<T> part(String name, Type<T> type, Fn1<R, T> component) {
    Compute<T> pick = Compute.of(component, args -> component.apply(args.get(0)));
    Asset<T> part = Asset.partOf(this, name, type, asset, pick);
    parts.add(part);
    return part;
  }

  /// The asset that the function stored by itself; the component says what is to be told of it.
  ///
  /// ```java
  /// final Asset<Void> paid = split.reported("paid_orders", Split::paidRows);
  /// ```
  public Asset<Void> reported(String name, Fn1<R, Materialized> component) {
    Compute<Materialized> pick = Compute.of(component, args -> component.apply(args.get(0)));
    Asset<Void> part = Asset.partOf(this, name, Type.of(Void.class), asset, pick);
    parts.add(part);
    return part;
  }

  private static <T> Output<T> output(Asset<T> part) {
    return Output.named(part.name(), part.type());
  }

  /// The options of a bundle; those of assets hold for every part.
  public static final class Builder<R extends Record>
      extends StepDefiner<R, Bundle<R>, Builder<R>> {
    private final String name;
    private final AssetSettings asset;
    private final boolean subsettable;

    private Builder(String name, AssetSettings asset, StepSettings settings, boolean subsettable) {
      super(settings);
      this.name = name;
      this.asset = asset;
      this.subsettable = subsettable;
    }

    public Builder<R> partitionedBy(Partitions partitions) {
      return new Builder<>(name, asset.withPartitions(partitions), settings, subsettable);
    }

    public Builder<R> group(String group) {
      return new Builder<>(name, asset.inGroup(group), settings, subsettable);
    }

    public Builder<R> kind(String kind) {
      return new Builder<>(name, asset.withKind(kind), settings, subsettable);
    }

    public Builder<R> ownedBy(String owner) {
      return new Builder<>(name, asset.withOwner(owner), settings, subsettable);
    }

    /// A static fact of every part.
    public Builder<R> metadata(String key, String value) {
      return new Builder<>(
          name, asset.withMetadata(Metadata.of(key, value)), settings, subsettable);
    }

    /// Every part is kept by this IO manager.
    public Builder<R> storedBy(Resource<? extends IoManager<Object>> ioManager) {
      return new Builder<>(name, asset.withIo(ioManager), settings, subsettable);
    }

    /// A run may make a part of its assets: the function asks `context.selected()`, and components
    /// that are not selected may be null.
    public Builder<R> subsettable() {
      return new Builder<>(name, asset, settings, true);
    }

    @Override
    Builder<R> with(StepSettings changed) {
      return new Builder<>(name, asset, changed, subsettable);
    }

    @Override
    Bundle<R> define(Compute<R> compute) {
      return new Bundle<>(name, asset, settings, subsettable, compute);
    }
  }
}
