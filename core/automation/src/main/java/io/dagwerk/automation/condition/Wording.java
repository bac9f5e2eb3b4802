package io.dagwerk.automation.condition;

import io.dagwerk.model.Condition;
import io.dagwerk.model.Condition.AllOf;
import io.dagwerk.model.Condition.AnyOf;
import io.dagwerk.model.Condition.Blocking;
import io.dagwerk.model.Condition.Checks;
import io.dagwerk.model.Condition.CronTickPassed;
import io.dagwerk.model.Condition.DownstreamConditions;
import io.dagwerk.model.Condition.ExecutedWithTags;
import io.dagwerk.model.Condition.Happened;
import io.dagwerk.model.Condition.Happening;
import io.dagwerk.model.Condition.InLatestWindow;
import io.dagwerk.model.Condition.Is;
import io.dagwerk.model.Condition.Labeled;
import io.dagwerk.model.Condition.NewlyTrue;
import io.dagwerk.model.Condition.Not;
import io.dagwerk.model.Condition.OnAsset;
import io.dagwerk.model.Condition.Quantifier;
import io.dagwerk.model.Condition.RootAssets;
import io.dagwerk.model.Condition.Since;
import io.dagwerk.model.Condition.SinceLastHandled;
import io.dagwerk.model.Condition.State;
import io.dagwerk.model.Condition.Upstream;
import java.util.Locale;

/// What a part of a condition is called where its evaluation is shown.
final class Wording {
  private Wording() {}

  static String of(Condition condition) {
    return switch (condition) {
      case Is(State state) -> of(state);
      case Happened(Happening happening) -> of(happening);
      case CronTickPassed(String cron, String zone) ->
          "cron '%s' in %s ticked".formatted(cron, zone);
      case InLatestWindow(var lookback) ->
          lookback.map(time -> "in a window of the latest " + time).orElse("in the latest window");
      case ExecutedWithTags(var keys, var values) ->
          "executed with the tags %s %s".formatted(keys, values);
      case DownstreamConditions _ -> "any of the conditions downstream";
      case Not _ -> "not";
      case AllOf _ -> "all of";
      case AnyOf _ -> "any of";
      case NewlyTrue _ -> "became true";
      case Since _ -> "since";
      case SinceLastHandled _ -> "since last handled";
      case Upstream upstream -> of(upstream.quantifier()) + " upstream";
      case Checks checks ->
          of(checks.quantifier())
              + (checks.blocking() == Blocking.BLOCKING_ONLY ? " blocking check" : " check");
      case RootAssets roots -> of(roots.quantifier()) + " root asset";
      case OnAsset on -> "asset " + on.asset();
      case Labeled labeled -> labeled.label();
    };
  }

  private static String of(Quantifier quantifier) {
    return quantifier.name().toLowerCase(Locale.ROOT);
  }

  private static String of(State state) {
    return switch (state) {
      case MISSING -> "missing";
      case RUN_IN_PROGRESS -> "in a run that is not done";
      case BACKFILL_IN_PROGRESS -> "in a backfill that is not done";
      case EXECUTION_FAILED -> "failed";
      case CHECK_PASSED -> "passed";
      case CHECK_FAILED -> "not passed";
      case EXECUTED_WITH_ROOT_TARGET -> "executed together with this";
      case WILL_BE_REQUESTED -> "about to be requested";
    };
  }

  private static String of(Happening happening) {
    return switch (happening) {
      case NEWLY_UPDATED -> "updated";
      case NEWLY_REQUESTED -> "requested";
      case CODE_VERSION_CHANGED -> "code changed";
      case DATA_VERSION_CHANGED -> "data changed";
      case INITIAL_EVALUATION -> "evaluated for the first time";
    };
  }
}
