package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.fromMessage;
import static io.dagwerk.protocol.CommonCodec.optional;

import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.v1.EventProto;
import java.util.Optional;
import java.util.function.Function;

/// Reads events from messages.
final class EventReader {
  private EventReader() {}

  /// Empty for a kind that this version does not know.
  ///
  /// @throws UnreadableMessage for a constant that this version does not know
  static Optional<Event> read(EventProto.Event all) {
    return switch (all.getKindCase()) {
      case KIND_NOT_SET -> Optional.empty();
      case RUN_QUEUED -> Optional.of(new Event.RunQueued());
      case RUN_PLANNED -> Optional.of(new Event.RunPlanned(all.getRunPlanned().getStepsList()));
      case RUN_REPLANNED -> Optional.of(read(all.getRunReplanned()));
      case RUN_DEQUEUED -> Optional.of(new Event.RunDequeued());
      case RUN_ATTEMPT_STARTED ->
          Optional.of(new Event.RunAttemptStarted(all.getRunAttemptStarted().getAttempt()));
      case RUN_STARTED -> Optional.of(new Event.RunStarted());
      case RUN_SUCCEEDED ->
          Optional.of(new Event.RunSucceeded(fromMessage(all.getRunSucceeded().getTook())));
      case RUN_FAILED -> Optional.of(read(all.getRunFailed()));
      case RUN_FAILING -> Optional.of(read(all.getRunFailing()));
      case RUN_CANCELING -> Optional.of(new Event.RunCanceling(all.getRunCanceling().getReason()));
      case RUN_CANCELED -> Optional.of(new Event.RunCanceled(all.getRunCanceled().getReason()));
      case RESOURCE_OPENED -> Optional.of(read(all.getResourceOpened()));
      case RESOURCE_CLOSED -> Optional.of(read(all.getResourceClosed()));
      case WORKER_ATTACHED -> Optional.of(read(all.getWorkerAttached()));
      case WORKER_LOST -> Optional.of(read(all.getWorkerLost()));
      case LOGGED -> Optional.of(read(all.getLogged(), stepIn(all)));
      case PRINTED -> Optional.of(read(all.getPrinted(), stepIn(all)));
      case STEP_STARTED,
          STEP_RESTARTED,
          STEP_WAITING_TO_RETRY,
          STEP_FANNED_OUT,
          STEP_SUCCEEDED,
          STEP_FAILED,
          STEP_SKIPPED,
          STEP_REUSED,
          STEP_ABANDONED,
          STEP_CANCELED,
          INPUT_LOADED,
          OUTPUT_STORED,
          FACTS_REPORTED,
          TYPE_CHECKED,
          ASSET_MATERIALIZED,
          ASSET_OBSERVED,
          CHECK_EVALUATED,
          MATERIALIZATION_PLANNED,
          HOOK_SUCCEEDED,
          HOOK_FAILED,
          HOOK_SKIPPED,
          POOL_WAITING,
          POOL_CLAIMED ->
          Optional.of(new StepEventReader(stepOf(all)).read(all));
    };
  }

  private static Optional<StepKey> stepIn(EventProto.Event all) {
    return optional(all::hasStep, all::getStep, CommonCodec::fromMessage);
  }

  private static StepKey stepOf(EventProto.Event all) {
    return stepIn(all)
        .orElseThrow(() -> new UnreadableMessage("'%s' of no step".formatted(all.getKindCase())));
  }

  private static Event read(EventProto.RunReplanned again) {
    return new Event.RunReplanned(again.getFrom(), again.getTo(), again.getStepsList());
  }

  private static Event read(EventProto.RunFailed it) {
    return new Event.RunFailed(
        it.getReason(), optional(it::hasError, it::getError, CommonCodec::fromMessage));
  }

  private static Event read(EventProto.RunFailing it) {
    return new Event.RunFailing(
        it.getReason(), optional(it::hasError, it::getError, CommonCodec::fromMessage));
  }

  private static Event read(EventProto.ResourceOpened it) {
    return new Event.ResourceOpened(it.getResource(), fromMessage(it.getTook()));
  }

  private static Event read(EventProto.ResourceClosed it) {
    return new Event.ResourceClosed(
        it.getResource(),
        fromMessage(it.getTook()),
        optional(it::hasError, it::getError, CommonCodec::fromMessage));
  }

  private static Event read(EventProto.WorkerAttached it) {
    return new Event.WorkerAttached(
        it.getWorker(),
        it.getAttempt(),
        optional(it::hasProcess, it::getProcess, Function.identity()));
  }

  private static Event read(EventProto.WorkerLost it) {
    return new Event.WorkerLost(it.getWorker(), it.getAttempt(), it.getReason());
  }

  private static Event read(EventProto.Logged it, Optional<StepKey> step) {
    return new Event.Logged(
        step,
        EventEnums.LEVELS.from(it.getLevel()),
        it.getLogger(),
        it.getMessage(),
        optional(it::hasError, it::getError, CommonCodec::fromMessage),
        EventEnums.ATTRIBUTIONS.from(it.getAttribution()));
  }

  private static Event read(EventProto.Printed it, Optional<StepKey> step) {
    return new Event.Printed(
        step,
        EventEnums.STREAMS.from(it.getStream()),
        it.getLine(),
        EventEnums.ATTRIBUTIONS.from(it.getAttribution()));
  }
}
