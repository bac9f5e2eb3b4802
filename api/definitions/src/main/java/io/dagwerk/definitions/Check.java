package io.dagwerk.definitions;

import io.dagwerk.model.Event.Severity;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Plan;
import java.util.List;

/// A judgement on an asset.
///
/// ```java
/// final Check sane =
///     Check.named("delays_are_sane").on(delays).blocking().from(delays).by(Flights::sane);
/// ```
public final class Check extends Handle implements Definition, Node {
  private final Asset<?> asset;
  private final Severity severity;
  private final boolean blocking;
  private final StepSettings settings;
  private final Compute<Outcome> compute;

  private Check(
      String name,
      Asset<?> asset,
      Severity severity,
      boolean blocking,
      StepSettings settings,
      Compute<Outcome> compute) {
    super(name);
    this.asset = asset;
    this.severity = severity;
    this.blocking = blocking;
    this.settings = settings;
    this.compute = compute;
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  public Asset<?> asset() {
    return asset;
  }

  public Severity severity() {
    return severity;
  }

  public boolean isBlocking() {
    return blocking;
  }

  @Override
  public NodeKind nodeKind() {
    return NodeKind.CHECK;
  }

  @Override
  public StepSettings settings() {
    return settings;
  }

  @Override
  public List<Output<?>> outputs() {
    return List.of(Output.named(Plan.Output.RESULT, Outcome.class));
  }

  @Override
  public Compute<Outcome> compute() {
    return compute;
  }

  /// A check without its asset.
  public record Builder(String name) {
    public OnAsset on(Asset<?> asset) {
      return new OnAsset(
          name, Handle.declared(asset, "an asset"), Severity.ERROR, false, StepSettings.NONE);
    }
  }

  /// The options of a check.
  public static final class OnAsset extends StepDefiner<Outcome, Check, OnAsset> {
    private final String name;
    private final Asset<?> asset;
    private final Severity severity;
    private final boolean blocking;

    private OnAsset(
        String name, Asset<?> asset, Severity severity, boolean blocking, StepSettings settings) {
      super(settings);
      this.name = name;
      this.asset = asset;
      this.severity = severity;
      this.blocking = blocking;
    }

    /// When it does not pass with severity ERROR, or throws, the assets downstream do not run.
    public OnAsset blocking() {
      return new OnAsset(name, asset, severity, true, settings);
    }

    /// Not passing is a warning; it never blocks.
    public OnAsset warning() {
      return new OnAsset(name, asset, Severity.WARN, blocking, settings);
    }

    @Override
    OnAsset with(StepSettings changed) {
      return new OnAsset(name, asset, severity, blocking, changed);
    }

    @Override
    Check define(Compute<Outcome> compute) {
      return new Check(name, asset, severity, blocking, settings, compute);
    }
  }
}
