package io.dagwerk.definitions;

import io.dagwerk.model.Partitions;
import io.dagwerk.model.Tags;
import java.util.Map;
import java.util.function.Function;

/// The options of an asset that something else makes; every step gives a new builder. It ends with
/// [#defined] for its order and state alone, or with the type that it is loaded as.
///
/// ```java
/// final Asset<EventTable> events =
///     Asset.external("events").group("landing").partitionedBy(DAYS).as(EventTable.class);
/// ```
public final class ExternalAsset {
  private final String name;
  private final AssetSettings asset;
  private final StepSettings settings;

  ExternalAsset(String name, AssetSettings asset, StepSettings settings) {
    this.name = name;
    this.asset = asset;
    this.settings = settings;
  }

  /// A sentence for people, in Markdown.
  public ExternalAsset describedAs(String description) {
    return new ExternalAsset(name, asset, settings.withDescription(description));
  }

  /// Shown and selected together.
  public ExternalAsset group(String group) {
    return with(asset.inGroup(group));
  }

  /// A label of what it is, such as `csv` or `table`.
  public ExternalAsset kind(String kind) {
    return with(asset.withKind(kind));
  }

  /// A person's address, or `team:NAME`.
  public ExternalAsset ownedBy(String owner) {
    return with(asset.withOwner(owner));
  }

  /// A label to find it by.
  public ExternalAsset tag(String key, String value) {
    return new ExternalAsset(name, asset, settings.withTag(key, value));
  }

  /// A label with a structured value, which is stored as its JSON text.
  ///
  /// @throws IllegalArgumentException when JSON cannot say the value
  public ExternalAsset tag(String key, Map<String, ?> value) {
    return tag(key, Tags.json(key, value));
  }

  public ExternalAsset partitionedBy(Partitions partitions) {
    return with(asset.withPartitions(partitions));
  }

  /// How to look at it: which version of the data is there, and what is to be said of it.
  ///
  /// ```java
  /// Asset.external("events").observing(look -> look.from(bucket).by(Events::look)).defined()
  /// ```
  @Experimental("observations are declared, but nothing makes them yet")
  public ExternalAsset observing(Function<Observing, Compute<Observed>> looking) {
    Stability.warn(
        "ExternalAsset.observing", "observations are declared, but nothing makes them yet");
    return with(asset.withObservation(looking.apply(new Observing())));
  }

  /// Only its order and state are known here; nothing loads it.
  public Asset<Void> defined() {
    return as(Void.class);
  }

  /// Loaded by the location's default IO manager as this type.
  public <T> Asset<T> as(Class<T> type) {
    return as(Type.of(type));
  }

  /// As [#as(Class)], of a type with arguments or a check.
  public <T> Asset<T> as(Type<T> type) {
    return Asset.external(name, type, asset, settings);
  }

  /// Loaded by this IO manager as this type.
  public <T> Asset<T> storedBy(Resource<? extends IoManager<? super T>> ioManager, Class<T> type) {
    return storedBy(ioManager, Type.of(type));
  }

  /// As [#storedBy(Resource, Class)], of a type with arguments or a check.
  public <T> Asset<T> storedBy(Resource<? extends IoManager<? super T>> ioManager, Type<T> type) {
    return Asset.external(name, type, asset.withIo(ioManager), settings);
  }

  private ExternalAsset with(AssetSettings changed) {
    return new ExternalAsset(name, changed, settings);
  }

  /// The function that looks at an external asset, waiting for its inputs.
  public static final class Observing extends Definer<Observed, Compute<Observed>> {
    private Observing() {}

    @Override
    Compute<Observed> define(Compute<Observed> compute) {
      return compute;
    }
  }
}
