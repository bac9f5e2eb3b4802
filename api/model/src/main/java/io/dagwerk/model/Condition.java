package io.dagwerk.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// When an asset is to be materialized by itself: an expression over the states of its partitions
/// and over what happens to them.
///
/// A condition is a value: declared here, evaluated by the host. Operands speak of a *subject*,
/// which is the asset, check or job that has the condition, or another one that a part of the
/// condition looks at ([#anyUpstream], [#anyCheck], [#on]). Each is true or false for each
/// partition.
///
/// What *happens* (`newlyUpdated`, `cronTickPassed`, `newlyTrue`, ...) is over with the next
/// evaluation; [#since] and [#sinceLastHandled] remember it until it was answered.
///
/// ```java
/// Condition ready = Condition.eager().ignoring("group:reference").labeled("as soon as possible");
/// ```
public sealed interface Condition {
  /// What holds for as long as it is so.
  enum State {
    /// Neither materialized nor observed; a check: not evaluated.
    MISSING,
    /// A run that is to update it waits or runs.
    RUN_IN_PROGRESS,
    /// A backfill that is to update it is not done.
    BACKFILL_IN_PROGRESS,
    /// The latest execution failed, and none is under way.
    EXECUTION_FAILED,
    /// A check passed on the latest materialization.
    CHECK_PASSED,
    /// A check did not pass on the latest materialization.
    CHECK_FAILED,
    /// The run that last updated it was to update the partitions of the root, too, that need it.
    /// The root is what has the condition.
    EXECUTED_WITH_ROOT_TARGET,
    /// This evaluation asks for it, and one run can update it together with the root.
    WILL_BE_REQUESTED
  }

  /// What happens at one moment.
  enum Happening {
    /// Materialized or observed; a check: evaluated.
    NEWLY_UPDATED,
    /// A condition asked for it.
    NEWLY_REQUESTED,
    CODE_VERSION_CHANGED,
    /// An update brought another data version than the one before.
    DATA_VERSION_CHANGED,
    /// The condition is evaluated for the first time.
    INITIAL_EVALUATION
  }

  /// A condition without parts.
  sealed interface Operand extends Condition {}

  record Is(State state) implements Operand {}

  record Happened(Happening happening) implements Operand {}

  /// A tick passed.
  record CronTickPassed(String cron, String zone) implements Operand {}

  /// In the newest window that exists, or in one that ended less than a time before its end;
  /// always, for what has no windows.
  record InLatestWindow(Optional<Duration> lookback) implements Operand {}

  /// The run that last updated it has these tags.
  ///
  /// @param keys tags of any value
  /// @param values tags of these values
  record ExecutedWithTags(List<String> keys, SequencedMap<String, String> values)
      implements Operand {
    public ExecutedWithTags {
      keys = List.copyOf(keys);
      values = Ordered.copyOf(values);
    }
  }

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

  /// Became true.
  record NewlyTrue(Condition condition) implements Condition {}

  /// The latest time the trigger came about is not before the latest time the reset did.
  record Since(Condition trigger, Condition reset) implements Condition {}

  /// The trigger came about and nothing has answered it: no request, and no update by a run that
  /// began to read later.
  record SinceLastHandled(Condition trigger) implements Condition {}

  /// Over the upstream partitions; of a check over its asset.
  record Upstream(Quantifier quantifier, Condition condition, Which which) implements Condition {}

  /// Over the checks of the asset.
  record Checks(Quantifier quantifier, Condition condition, Blocking blocking)
      implements Condition {}

  /// Over those assets of a job that read no other asset of it; only in the condition of a job.
  record RootAssets(Quantifier quantifier, Condition condition) implements Condition {}

  /// Evaluated on another asset.
  record OnAsset(AssetKey asset, Condition condition) implements Condition {}

  /// Any of the conditions of the assets that read this one, evaluated on this one.
  record DownstreamConditions() implements Condition {}

  record Labeled(String label, Condition condition) implements Condition {}

  /// How many must match.
  enum Quantifier {
    /// One partition of one asset or more; one check or more.
    ANY,
    /// One partition or more of each asset; each check.
    ALL
  }

  /// Which checks count.
  enum Blocking {
    ANY_CHECK,
    BLOCKING_ONLY
  }

  /// Which upstream assets count.
  ///
  /// @param allowed a selection of assets; empty for all
  /// @param ignored a selection of assets; empty for none
  record Which(Optional<String> allowed, Optional<String> ignored) {
    public static final Which ALL = new Which(Optional.empty(), Optional.empty());
  }

  static Condition missing() {
    return new Is(State.MISSING);
  }

  /// A run or a backfill is about to update it.
  static Condition inProgress() {
    return new Is(State.RUN_IN_PROGRESS).or(new Is(State.BACKFILL_IN_PROGRESS));
  }

  static Condition executionFailed() {
    return new Is(State.EXECUTION_FAILED);
  }

  static Condition checkPassed() {
    return new Is(State.CHECK_PASSED);
  }

  static Condition checkFailed() {
    return new Is(State.CHECK_FAILED);
  }

  static Condition willBeRequested() {
    return new Is(State.WILL_BE_REQUESTED);
  }

  static Condition executedWithRootTarget() {
    return new Is(State.EXECUTED_WITH_ROOT_TARGET);
  }

  static Condition executedWithTags(List<String> keys, SequencedMap<String, String> values) {
    return new ExecutedWithTags(keys, values);
  }

  static Condition newlyMissing() {
    return missing().newlyTrue().labeled("newly missing");
  }

  static Condition newlyUpdated() {
    return new Happened(Happening.NEWLY_UPDATED);
  }

  static Condition newlyRequested() {
    return new Happened(Happening.NEWLY_REQUESTED);
  }

  static Condition codeVersionChanged() {
    return new Happened(Happening.CODE_VERSION_CHANGED);
  }

  static Condition dataVersionChanged() {
    return new Happened(Happening.DATA_VERSION_CHANGED);
  }

  static Condition initialEvaluation() {
    return new Happened(Happening.INITIAL_EVALUATION);
  }

  /// @param zone the id of a time zone, such as `Europe/Amsterdam`
  static Condition cronTickPassed(String cron, String zone) {
    return new CronTickPassed(cron, zone);
  }

  static Condition inLatestWindow() {
    return new InLatestWindow(Optional.empty());
  }

  /// In the newest window or in one that ended less than this before its end: of days and 3 days,
  /// in the last three.
  static Condition inLatestWindow(Duration lookback) {
    return new InLatestWindow(Optional.of(lookback));
  }

  /// True for a partition when it is for one or more of the upstream partitions that it needs.
  static Condition anyUpstream(Condition condition) {
    return new Upstream(Quantifier.ANY, condition, Which.ALL);
  }

  /// True for a partition when each upstream asset has one or more of the partitions that it needs
  /// for which it is true.
  static Condition allUpstream(Condition condition) {
    return new Upstream(Quantifier.ALL, condition, Which.ALL);
  }

  static Condition anyCheck(Condition condition, Blocking blocking) {
    return new Checks(Quantifier.ANY, condition, blocking);
  }

  static Condition allChecks(Condition condition, Blocking blocking) {
    return new Checks(Quantifier.ALL, condition, blocking);
  }

  /// True for a partition of a job when it is for one or more of its root assets.
  static Condition anyRootAsset(Condition condition) {
    return new RootAssets(Quantifier.ANY, condition);
  }

  static Condition allRootAssets(Condition condition) {
    return new RootAssets(Quantifier.ALL, condition);
  }

  static Condition on(AssetKey asset, Condition condition) {
    return new OnAsset(asset, condition);
  }

  static Condition anyDownstreamConditions() {
    return new DownstreamConditions();
  }

  /// Something upstream was updated by a run that leaves this out, or is about to be requested.
  static Condition anyUpstreamUpdated() {
    return anyUpstream(newlyUpdated().and(executedWithRootTarget().not()).or(willBeRequested()))
        .labeled("any upstream updated");
  }

  /// Something upstream is missing and not about to be made together with this.
  static Condition anyUpstreamMissing() {
    return anyUpstream(missing().and(willBeRequested().not())).labeled("any upstream missing");
  }

  static Condition anyUpstreamInProgress() {
    return anyUpstream(inProgress()).labeled("any upstream in progress");
  }

  /// The blocking checks of everything upstream passed, or are about to run with this.
  static Condition allUpstreamBlockingChecksPassed() {
    return allUpstream(allChecks(checkPassed().or(willBeRequested()), Blocking.BLOCKING_ONLY))
        .labeled("all upstream blocking checks passed");
  }

  static Condition allUpstreamUpdatedSinceCron(String cron, String zone) {
    return allUpstream(newlyUpdated().since(cronTickPassed(cron, zone)).or(willBeRequested()))
        .labeled("all upstream updated since cron " + cron);
  }

  /// As soon as anything upstream is newer, and nothing upstream is missing or under way.
  static Condition eager() {
    return inLatestWindow()
        .and(newlyMissing().or(anyUpstreamUpdated()).sinceLastHandled())
        .and(anyUpstreamMissing().not())
        .and(anyUpstreamInProgress().not())
        .and(inProgress().not())
        .labeled("eager");
  }

  /// Once per tick, when everything upstream has been updated since it.
  static Condition onCron(String cron, String zone) {
    return inLatestWindow()
        .and(cronTickPassed(cron, zone).sinceLastHandled())
        .and(allUpstreamUpdatedSinceCron(cron, zone))
        .labeled("on cron " + cron);
  }

  /// When it is missing and nothing upstream is.
  static Condition onMissing() {
    return inLatestWindow()
        .and(newlyMissing().sinceLastHandled())
        .and(anyUpstreamMissing().not())
        .labeled("on missing");
  }

  default Condition and(Condition other) {
    return new AllOf(
        joined(this instanceof AllOf(List<Condition> all) ? all : List.of(this), other));
  }

  default Condition or(Condition other) {
    return new AnyOf(
        joined(this instanceof AnyOf(List<Condition> any) ? any : List.of(this), other));
  }

  private static List<Condition> joined(List<Condition> before, Condition other) {
    List<Condition> all = new ArrayList<>(before);
    all.add(other);
    return all;
  }

  default Condition not() {
    return new Not(this);
  }

  default Condition newlyTrue() {
    return new NewlyTrue(this);
  }

  /// True from when this comes about until the reset does. Of two at the same place the trigger
  /// wins. A state comes about when it becomes true. Over *all upstream* this is true when each
  /// upstream asset has brought it about since the reset.
  default Condition since(Condition reset) {
    return new Since(this, reset);
  }

  /// True from when this comes about until a condition asks for it, or until it is updated by a run
  /// that began to read later. What comes about while a run is under way stays.
  default Condition sinceLastHandled() {
    return new SinceLastHandled(this);
  }

  default Condition labeled(String label) {
    return new Labeled(label, this);
  }

  /// The same, but looking only at those upstream assets that a selection gives, such as
  /// `group:raw`.
  default Condition allowing(String selection) {
    return ConditionParts.narrowed(this, new Which(Optional.of(selection), Optional.empty()));
  }

  /// The same, but looking past those upstream assets that a selection gives.
  default Condition ignoring(String selection) {
    return ConditionParts.narrowed(this, new Which(Optional.empty(), Optional.of(selection)));
  }

  /// The same with another part wherever the old one stands.
  ///
  /// @throws IllegalArgumentException when the old part does not occur
  default Condition replace(Condition old, Condition part) {
    return ConditionParts.replaced(this, old::equals, "such a part", part);
  }

  /// The same with another part wherever one of this label stands.
  ///
  /// @throws IllegalArgumentException when no part has the label
  default Condition replace(String label, Condition part) {
    return ConditionParts.replaced(
        this,
        each -> each instanceof Labeled labeled && labeled.label().equals(label),
        "a part that is labeled '%s'".formatted(label),
        part);
  }

  /// The same without an operand of *and* or *or*, wherever it stands.
  ///
  /// @throws IllegalArgumentException when it does not occur, or nothing is left
  default Condition without(Condition part) {
    return ConditionParts.without(this, part);
  }

  /// The conditions that this one is directly made of, in order.
  default List<Condition> parts() {
    return ConditionParts.of(this);
  }
}
