package io.dagwerk.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When an asset is to be materialized by itself: an expression over the states of its partitions.
///
/// A condition is a value. It is declared here and evaluated by the host.
public sealed interface Condition {
  /// Facts about one target that need no operand.
  enum Fact {
    MISSING,
    RUN_IN_PROGRESS,
    BACKFILL_IN_PROGRESS,
    EXECUTION_FAILED,
    NEWLY_UPDATED,
    NEWLY_REQUESTED,
    CODE_VERSION_CHANGED,
    DATA_VERSION_CHANGED,
    WILL_BE_REQUESTED,
    INITIAL_EVALUATION,
    CHECK_PASSED,
    CHECK_FAILED,
    UPDATED_WITH_ROOT
  }

  record Is(Fact fact) implements Condition {}

  /// A tick passed since the previous evaluation.
  record CronTickPassed(String cron, String zone) implements Condition {}

  /// In the newest window, or within a time of its end; always, for what has no windows.
  record InLatestWindow(Optional<Duration> lookback) implements Condition {}

  record Not(Condition condition) implements Condition {}

  record AllOf(List<Condition> conditions) implements Condition {
    public AllOf {
      conditions = List.copyOf(conditions);
    }
  }

  record AnyOf(List<Condition> conditions) implements Condition {
    public AnyOf {
      conditions = List.copyOf(conditions);
    }
  }

  /// True now and not at the evaluation before.
  record NewlyTrue(Condition condition) implements Condition {}

  /// True from when the first became true until the second does; the second wins.
  record Since(Condition condition, Condition reset) implements Condition {}

  /// Over the partitions upstream.
  record Upstream(Quantifier quantifier, Condition condition, Optional<String> selection)
      implements Condition {}

  /// Over the checks of the asset.
  record Checks(Quantifier quantifier, Condition condition, boolean onlyBlocking)
      implements Condition {}

  /// Evaluated on another asset.
  record OnAsset(AssetKey asset, Condition condition) implements Condition {}

  record Labeled(String label, Condition condition) implements Condition {}

  /// How many of a set must match.
  enum Quantifier {
    ANY,
    ALL
  }

  static Condition missing() {
    return new Is(Fact.MISSING);
  }

  static Condition newlyUpdated() {
    return new Is(Fact.NEWLY_UPDATED);
  }

  static Condition inProgress() {
    return new Is(Fact.RUN_IN_PROGRESS).or(new Is(Fact.BACKFILL_IN_PROGRESS));
  }

  static Condition willBeRequested() {
    return new Is(Fact.WILL_BE_REQUESTED);
  }

  static Condition cronTickPassed(String cron, String zone) {
    return new CronTickPassed(cron, zone);
  }

  static Condition inLatestWindow() {
    return new InLatestWindow(Optional.empty());
  }

  static Condition anyUpstream(Condition condition) {
    return new Upstream(Quantifier.ANY, condition, Optional.empty());
  }

  static Condition allUpstream(Condition condition) {
    return new Upstream(Quantifier.ALL, condition, Optional.empty());
  }

  /// As soon as anything upstream is newer, and nothing upstream is missing or under way.
  static Condition eager() {
    return inLatestWindow()
        .and(missing().newlyTrue().or(anyUpstreamUpdated()).sinceLastHandled())
        .and(anyUpstream(missing().and(willBeRequested().not())).not())
        .and(anyUpstream(inProgress()).not())
        .and(inProgress().not())
        .labeled("eager");
  }

  /// Once per tick, when everything upstream has been updated since it.
  static Condition onCron(String cron, String zone) {
    return inLatestWindow()
        .and(cronTickPassed(cron, zone).sinceLastHandled())
        .and(allUpstream(newlyUpdated().since(cronTickPassed(cron, zone)).or(willBeRequested())))
        .labeled("on cron " + cron);
  }

  /// When it is missing and nothing upstream is.
  static Condition onMissing() {
    return inLatestWindow()
        .and(missing().newlyTrue().sinceLastHandled())
        .and(anyUpstream(missing().and(willBeRequested().not())).not())
        .labeled("on missing");
  }

  private static Condition anyUpstreamUpdated() {
    return anyUpstream(
        newlyUpdated().and(new Is(Fact.UPDATED_WITH_ROOT).not()).or(willBeRequested()));
  }

  default Condition and(Condition other) {
    return new AllOf(List.of(this, other));
  }

  default Condition or(Condition other) {
    return new AnyOf(List.of(this, other));
  }

  default Condition not() {
    return new Not(this);
  }

  default Condition newlyTrue() {
    return new NewlyTrue(this);
  }

  default Condition since(Condition reset) {
    return new Since(this, reset);
  }

  /// Since it was last requested, updated or first looked at.
  default Condition sinceLastHandled() {
    return since(
        new Is(Fact.NEWLY_REQUESTED)
            .or(new Is(Fact.NEWLY_UPDATED))
            .or(new Is(Fact.INITIAL_EVALUATION)));
  }

  default Condition labeled(String label) {
    return new Labeled(label, this);
  }
}
