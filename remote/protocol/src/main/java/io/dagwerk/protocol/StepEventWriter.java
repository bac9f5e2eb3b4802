package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.numbers;
import static io.dagwerk.protocol.CommonCodec.toMessage;

import io.dagwerk.model.Event;
import io.dagwerk.protocol.v1.EventProto;

/// Says what happened to steps as messages.
final class StepEventWriter {
  private StepEventWriter() {}

  static EventProto.Event.Builder write(Event.OfStep event, EventProto.Event.Builder all) {
    return switch (event) {
      case Event.WithMetadata withMetadata -> DataEventWriter.write(withMetadata, all);
      case Event.StepStarted _ -> all.setStepStarted(EventProto.StepStarted.getDefaultInstance());
      case Event.StepRestarted it ->
          all.setStepRestarted(EventProto.StepRestarted.newBuilder().setAttempt(it.attempt()));
      case Event.StepWaitingToRetry it ->
          all.setStepWaitingToRetry(
              EventProto.StepWaitingToRetry.newBuilder()
                  .setAttempt(it.attempt())
                  .setDelay(toMessage(it.delay()))
                  .setError(toMessage(it.error())));
      case Event.StepFannedOut it ->
          all.setStepFannedOut(EventProto.StepFannedOut.newBuilder().addAllKeys(it.keys()));
      case Event.StepSucceeded it ->
          all.setStepSucceeded(
              EventProto.StepSucceeded.newBuilder()
                  .addAllOutputs(it.outputs())
                  .setTook(toMessage(it.took())));
      case Event.StepSkipped it ->
          all.setStepSkipped(
              EventProto.StepSkipped.newBuilder()
                  .setCause(toMessage(it.cause()))
                  .setOutput(it.output()));
      case Event.StepReused it -> all.setStepReused(reused(it));
      case Event.StepAbandoned it ->
          all.setStepAbandoned(
              EventProto.StepAbandoned.newBuilder().setCause(toMessage(it.cause())));
      case Event.StepCanceled it ->
          all.setStepCanceled(EventProto.StepCanceled.newBuilder().setReason(it.reason()));
      case Event.InputLoaded it ->
          all.setInputLoaded(
              EventProto.InputLoaded.newBuilder()
                  .setInput(it.input())
                  .setSource(it.source())
                  .setIoManager(it.ioManager()));
      case Event.MaterializationPlanned it -> all.setMaterializationPlanned(planned(it));
      case Event.HookSucceeded it ->
          all.setHookSucceeded(EventProto.HookSucceeded.newBuilder().setHook(it.hook()));
      case Event.HookFailed it ->
          all.setHookFailed(
              EventProto.HookFailed.newBuilder()
                  .setHook(it.hook())
                  .setError(toMessage(it.error())));
      case Event.HookSkipped it ->
          all.setHookSkipped(EventProto.HookSkipped.newBuilder().setHook(it.hook()));
      case Event.PoolWaiting it ->
          all.setPoolWaiting(EventProto.PoolWaiting.newBuilder().addAllSlots(numbers(it.slots())));
      case Event.PoolClaimed it ->
          all.setPoolClaimed(EventProto.PoolClaimed.newBuilder().addAllSlots(numbers(it.slots())));
    };
  }

  private static EventProto.StepReused.Builder reused(Event.StepReused it) {
    EventProto.StepReused.Builder message =
        EventProto.StepReused.newBuilder()
            .setOrigin(it.origin().toString())
            .addAllOutputs(it.outputs());
    it.version().ifPresent(message::setVersion);
    return message;
  }

  private static EventProto.MaterializationPlanned.Builder planned(
      Event.MaterializationPlanned it) {
    EventProto.MaterializationPlanned.Builder message =
        EventProto.MaterializationPlanned.newBuilder().setAsset(toMessage(it.asset()));
    it.partition().ifPresent(key -> message.setPartition(key.text()));
    return message;
  }
}
