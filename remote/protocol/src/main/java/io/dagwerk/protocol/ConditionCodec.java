package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.all;
import static io.dagwerk.protocol.CommonCodec.optional;

import io.dagwerk.model.Condition;
import io.dagwerk.protocol.v1.SnapshotProto;
import java.util.List;
import java.util.function.Function;

/// Conditions as messages, and back.
final class ConditionCodec {
  private static final EnumTable<Condition.State, SnapshotProto.Condition.State> STATES =
      EnumTable.of(Condition.State.class, SnapshotProto.Condition.State.class, "STATE_");
  private static final EnumTable<Condition.Happening, SnapshotProto.Condition.Happening>
      HAPPENINGS =
          EnumTable.of(
              Condition.Happening.class, SnapshotProto.Condition.Happening.class, "HAPPENING_");
  private static final EnumTable<Condition.Quantifier, SnapshotProto.Condition.Quantifier>
      QUANTIFIERS =
          EnumTable.of(
              Condition.Quantifier.class, SnapshotProto.Condition.Quantifier.class, "QUANTIFIER_");

  private ConditionCodec() {}

  static SnapshotProto.Condition toMessage(Condition condition) {
    SnapshotProto.Condition.Builder message = SnapshotProto.Condition.newBuilder();
    switch (condition) {
      case Condition.Operand operand -> write(operand, message);
      case Condition.Not(Condition of) -> message.setNot(toMessage(of));
      case Condition.AllOf(var of) -> message.setAllOf(several(of));
      case Condition.AnyOf(var of) -> message.setAnyOf(several(of));
      case Condition.NewlyTrue(Condition of) -> message.setNewlyTrue(toMessage(of));
      case Condition.Since(Condition trigger, Condition reset) ->
          message.setSince(
              SnapshotProto.Condition.Since.newBuilder()
                  .setTrigger(toMessage(trigger))
                  .setReset(toMessage(reset)));
      case Condition.SinceLastHandled(Condition trigger) ->
          message.setSinceLastHandled(toMessage(trigger));
      case Condition.Upstream upstream -> message.setUpstream(write(upstream));
      case Condition.Checks(var quantifier, Condition of, var blocking) ->
          message.setChecks(
              SnapshotProto.Condition.Checks.newBuilder()
                  .setQuantifier(QUANTIFIERS.to(quantifier))
                  .setCondition(toMessage(of))
                  .setBlockingOnly(blocking == Condition.Blocking.BLOCKING_ONLY));
      case Condition.RootAssets(var quantifier, Condition of) ->
          message.setRootAssets(
              SnapshotProto.Condition.RootAssets.newBuilder()
                  .setQuantifier(QUANTIFIERS.to(quantifier))
                  .setCondition(toMessage(of)));
      case Condition.OnAsset(var asset, Condition of) ->
          message.setOnAsset(
              SnapshotProto.Condition.OnAsset.newBuilder()
                  .setAsset(CommonCodec.toMessage(asset))
                  .setCondition(toMessage(of)));
      case Condition.DownstreamConditions _ ->
          message.setDownstreamConditions(
              SnapshotProto.Condition.DownstreamConditions.getDefaultInstance());
      case Condition.Labeled(String label, Condition of) ->
          message.setLabeled(
              SnapshotProto.Condition.Labeled.newBuilder()
                  .setLabel(label)
                  .setCondition(toMessage(of)));
    }
    return message.build();
  }

  private static void write(Condition.Operand operand, SnapshotProto.Condition.Builder message) {
    switch (operand) {
      case Condition.Is(var state) -> message.setIs(STATES.to(state));
      case Condition.Happened(var happening) -> message.setHappened(HAPPENINGS.to(happening));
      case Condition.CronTickPassed(String cron, String zone) ->
          message.setCronTickPassed(
              SnapshotProto.Condition.CronTickPassed.newBuilder().setCron(cron).setZone(zone));
      case Condition.InLatestWindow(var lookback) -> {
        var window = SnapshotProto.Condition.InLatestWindow.newBuilder();
        lookback.ifPresent(time -> window.setLookback(CommonCodec.toMessage(time)));
        message.setInLatestWindow(window);
      }
      case Condition.ExecutedWithTags(var keys, var values) ->
          message.setExecutedWithTags(
              SnapshotProto.Condition.ExecutedWithTags.newBuilder()
                  .addAllKeys(keys)
                  .addAllValues(CommonCodec.entries(values)));
    }
  }

  private static SnapshotProto.Condition.Several several(List<Condition> conditions) {
    return SnapshotProto.Condition.Several.newBuilder()
        .addAllConditions(all(conditions, ConditionCodec::toMessage))
        .build();
  }

  private static SnapshotProto.Condition.Upstream write(Condition.Upstream upstream) {
    SnapshotProto.Condition.Upstream.Builder message =
        SnapshotProto.Condition.Upstream.newBuilder()
            .setQuantifier(QUANTIFIERS.to(upstream.quantifier()))
            .setCondition(toMessage(upstream.condition()));
    upstream.which().allowed().ifPresent(message::setAllowed);
    upstream.which().ignored().ifPresent(message::setIgnored);
    return message.build();
  }

  static Condition fromMessage(SnapshotProto.Condition message) {
    return switch (message.getKindCase()) {
      case IS, HAPPENED, CRON_TICK_PASSED, IN_LATEST_WINDOW, EXECUTED_WITH_TAGS -> operand(message);
      case NOT -> new Condition.Not(fromMessage(message.getNot()));
      case ALL_OF -> new Condition.AllOf(several(message.getAllOf()));
      case ANY_OF -> new Condition.AnyOf(several(message.getAnyOf()));
      case NEWLY_TRUE -> new Condition.NewlyTrue(fromMessage(message.getNewlyTrue()));
      case SINCE ->
          new Condition.Since(
              fromMessage(message.getSince().getTrigger()),
              fromMessage(message.getSince().getReset()));
      case SINCE_LAST_HANDLED ->
          new Condition.SinceLastHandled(fromMessage(message.getSinceLastHandled()));
      case UPSTREAM -> read(message.getUpstream());
      case CHECKS ->
          new Condition.Checks(
              QUANTIFIERS.from(message.getChecks().getQuantifier()),
              fromMessage(message.getChecks().getCondition()),
              message.getChecks().getBlockingOnly()
                  ? Condition.Blocking.BLOCKING_ONLY
                  : Condition.Blocking.ANY_CHECK);
      case ROOT_ASSETS ->
          new Condition.RootAssets(
              QUANTIFIERS.from(message.getRootAssets().getQuantifier()),
              fromMessage(message.getRootAssets().getCondition()));
      case ON_ASSET ->
          new Condition.OnAsset(
              CommonCodec.fromMessage(message.getOnAsset().getAsset()),
              fromMessage(message.getOnAsset().getCondition()));
      case DOWNSTREAM_CONDITIONS -> new Condition.DownstreamConditions();
      case LABELED ->
          new Condition.Labeled(
              message.getLabeled().getLabel(), fromMessage(message.getLabeled().getCondition()));
      case KIND_NOT_SET -> throw UnreadableMessage.ofKind("Condition");
    };
  }

  private static Condition operand(SnapshotProto.Condition message) {
    return switch (message.getKindCase()) {
      case IS -> new Condition.Is(STATES.from(message.getIs()));
      case HAPPENED -> new Condition.Happened(HAPPENINGS.from(message.getHappened()));
      case CRON_TICK_PASSED ->
          new Condition.CronTickPassed(
              message.getCronTickPassed().getCron(), message.getCronTickPassed().getZone());
      case IN_LATEST_WINDOW -> {
        var window = message.getInLatestWindow();
        yield new Condition.InLatestWindow(
            optional(window::hasLookback, window::getLookback, CommonCodec::fromMessage));
      }
      case EXECUTED_WITH_TAGS ->
          new Condition.ExecutedWithTags(
              message.getExecutedWithTags().getKeysList(),
              CommonCodec.map(message.getExecutedWithTags().getValuesList()));
      default -> throw new IllegalStateException(message.getKindCase() + " is no operand");
    };
  }

  private static List<Condition> several(SnapshotProto.Condition.Several message) {
    return all(message.getConditionsList(), ConditionCodec::fromMessage);
  }

  private static Condition read(SnapshotProto.Condition.Upstream message) {
    return new Condition.Upstream(
        QUANTIFIERS.from(message.getQuantifier()),
        fromMessage(message.getCondition()),
        new Condition.Which(
            optional(message::hasAllowed, message::getAllowed, Function.identity()),
            optional(message::hasIgnored, message::getIgnored, Function.identity())));
  }
}
