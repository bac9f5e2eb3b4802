package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.fromMessage;
import static io.dagwerk.protocol.CommonCodec.numbersOf;
import static io.dagwerk.protocol.CommonCodec.optional;

import io.dagwerk.model.Event;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.v1.EventProto;
import java.util.function.Function;

/// Reads from messages what happened to a step.
record StepEventReader(StepKey step) {
  private static final Function<String, String> AS_IT_IS = Function.identity();

  Event read(EventProto.Event all) {
    return switch (all.getKindCase()) {
      case STEP_STARTED -> new Event.StepStarted(step);
      case STEP_RESTARTED -> new Event.StepRestarted(step, all.getStepRestarted().getAttempt());
      case STEP_WAITING_TO_RETRY -> read(all.getStepWaitingToRetry());
      case STEP_FANNED_OUT -> new Event.StepFannedOut(step, all.getStepFannedOut().getKeysList());
      case STEP_SUCCEEDED -> read(all.getStepSucceeded());
      case STEP_FAILED -> read(all.getStepFailed());
      case STEP_SKIPPED -> read(all.getStepSkipped());
      case STEP_REUSED -> read(all.getStepReused());
      case STEP_ABANDONED ->
          new Event.StepAbandoned(step, fromMessage(all.getStepAbandoned().getCause()));
      case STEP_CANCELED -> new Event.StepCanceled(step, all.getStepCanceled().getReason());
      case INPUT_LOADED -> read(all.getInputLoaded());
      case OUTPUT_STORED -> read(all.getOutputStored());
      case FACTS_REPORTED ->
          new Event.FactsReported(
              step, MetadataCodec.fromMessage(all.getFactsReported().getMetadata()));
      case TYPE_CHECKED -> read(all.getTypeChecked());
      case ASSET_MATERIALIZED -> read(all.getAssetMaterialized());
      case ASSET_OBSERVED -> read(all.getAssetObserved());
      case CHECK_EVALUATED -> read(all.getCheckEvaluated());
      case MATERIALIZATION_PLANNED -> read(all.getMaterializationPlanned());
      case HOOK_SUCCEEDED -> new Event.HookSucceeded(step, all.getHookSucceeded().getHook());
      case HOOK_FAILED ->
          new Event.HookFailed(
              step, all.getHookFailed().getHook(), fromMessage(all.getHookFailed().getError()));
      case HOOK_SKIPPED -> new Event.HookSkipped(step, all.getHookSkipped().getHook());
      case POOL_WAITING ->
          new Event.PoolWaiting(step, numbersOf(all.getPoolWaiting().getSlotsList()));
      case POOL_CLAIMED ->
          new Event.PoolClaimed(step, numbersOf(all.getPoolClaimed().getSlotsList()));
      default -> throw new IllegalStateException(all.getKindCase() + " is no event of a step");
    };
  }

  private Event read(EventProto.StepWaitingToRetry it) {
    return new Event.StepWaitingToRetry(
        step, it.getAttempt(), fromMessage(it.getDelay()), fromMessage(it.getError()));
  }

  private Event read(EventProto.StepSucceeded it) {
    return new Event.StepSucceeded(step, it.getOutputsList(), fromMessage(it.getTook()));
  }

  private Event read(EventProto.StepFailed it) {
    return new Event.StepFailed(
        step,
        fromMessage(it.getError()),
        EventEnums.FAILURES.from(it.getKind()),
        MetadataCodec.fromMessage(it.getMetadata()));
  }

  private Event read(EventProto.StepSkipped it) {
    return new Event.StepSkipped(step, fromMessage(it.getCause()), it.getOutput());
  }

  private Event read(EventProto.StepReused it) {
    return new Event.StepReused(
        step,
        RunId.of(it.getOrigin()),
        optional(it::hasVersion, it::getVersion, AS_IT_IS),
        it.getOutputsList());
  }

  private Event read(EventProto.InputLoaded it) {
    return new Event.InputLoaded(step, it.getInput(), it.getSource(), it.getIoManager());
  }

  private Event read(EventProto.OutputStored it) {
    return new Event.OutputStored(
        step,
        it.getOutput(),
        fromMessage(it.getAddress()),
        it.getIoManager(),
        it.getInMemory(),
        optional(it::hasVersion, it::getVersion, AS_IT_IS),
        MetadataCodec.fromMessage(it.getMetadata()));
  }

  private Event read(EventProto.TypeChecked it) {
    return new Event.TypeChecked(
        step,
        it.getValue(),
        it.getType(),
        it.getPassed(),
        it.getDescription(),
        MetadataCodec.fromMessage(it.getMetadata()));
  }

  private Event read(EventProto.AssetMaterialized it) {
    return new Event.AssetMaterialized(
        step,
        fromMessage(it.getAsset()),
        optional(it::hasPartition, it::getPartition, PartitionKey::new),
        optional(it::hasDataVersion, it::getDataVersion, AS_IT_IS),
        MetadataCodec.fromMessage(it.getMetadata()));
  }

  private Event read(EventProto.AssetObserved it) {
    return new Event.AssetObserved(
        step,
        fromMessage(it.getAsset()),
        optional(it::hasPartition, it::getPartition, PartitionKey::new),
        optional(it::hasDataVersion, it::getDataVersion, AS_IT_IS),
        MetadataCodec.fromMessage(it.getMetadata()));
  }

  private Event read(EventProto.CheckEvaluated it) {
    return new Event.CheckEvaluated(
        step,
        fromMessage(it.getAsset()),
        it.getCheck(),
        optional(it::hasPartition, it::getPartition, PartitionKey::new),
        it.getPassed(),
        CommonCodec.SEVERITIES.from(it.getSeverity()),
        it.getBlocking(),
        it.getDescription(),
        MetadataCodec.fromMessage(it.getMetadata()));
  }

  private Event read(EventProto.MaterializationPlanned it) {
    return new Event.MaterializationPlanned(
        step,
        fromMessage(it.getAsset()),
        optional(it::hasPartition, it::getPartition, PartitionKey::new));
  }
}
