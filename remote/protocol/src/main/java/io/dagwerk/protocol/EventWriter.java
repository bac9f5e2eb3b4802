package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.toMessage;

import io.dagwerk.model.Event;
import io.dagwerk.protocol.v1.EventProto;

/// Says events as messages.
final class EventWriter {
  private EventWriter() {}

  /// The event without its time.
  static EventProto.Event.Builder write(Event event) {
    EventProto.Event.Builder all = EventProto.Event.newBuilder();
    return switch (event) {
      case Event.OfStep ofStep ->
          StepEventWriter.write(ofStep, all.setStep(toMessage(ofStep.step())));
      case Event.RunQueued _ -> all.setRunQueued(EventProto.RunQueued.getDefaultInstance());
      case Event.RunPlanned planned ->
          all.setRunPlanned(EventProto.RunPlanned.newBuilder().addAllSteps(planned.steps()));
      case Event.RunReplanned again ->
          all.setRunReplanned(
              EventProto.RunReplanned.newBuilder()
                  .setFrom(again.from())
                  .setTo(again.to())
                  .addAllSteps(again.steps()));
      case Event.RunDequeued _ -> all.setRunDequeued(EventProto.RunDequeued.getDefaultInstance());
      case Event.RunAttemptStarted started ->
          all.setRunAttemptStarted(
              EventProto.RunAttemptStarted.newBuilder().setAttempt(started.attempt()));
      case Event.RunStarted _ -> all.setRunStarted(EventProto.RunStarted.getDefaultInstance());
      case Event.RunSucceeded succeeded ->
          all.setRunSucceeded(
              EventProto.RunSucceeded.newBuilder().setTook(toMessage(succeeded.took())));
      case Event.RunFailed failed -> all.setRunFailed(write(failed));
      case Event.RunFailing failing -> all.setRunFailing(write(failing));
      case Event.RunCanceling canceling ->
          all.setRunCanceling(EventProto.RunCanceling.newBuilder().setReason(canceling.reason()));
      case Event.RunCanceled canceled ->
          all.setRunCanceled(EventProto.RunCanceled.newBuilder().setReason(canceled.reason()));
      case Event.ResourceOpened opened ->
          all.setResourceOpened(
              EventProto.ResourceOpened.newBuilder()
                  .setResource(opened.resource())
                  .setTook(toMessage(opened.took())));
      case Event.ResourceClosed closed -> all.setResourceClosed(write(closed));
      case Event.WorkerAttached attached -> all.setWorkerAttached(write(attached));
      case Event.WorkerLost lost ->
          all.setWorkerLost(
              EventProto.WorkerLost.newBuilder()
                  .setWorker(lost.worker())
                  .setAttempt(lost.attempt())
                  .setReason(lost.reason()));
      case Event.Logged logged -> write(logged, all);
      case Event.Printed printed -> write(printed, all);
    };
  }

  private static EventProto.RunFailed.Builder write(Event.RunFailed failed) {
    EventProto.RunFailed.Builder message =
        EventProto.RunFailed.newBuilder().setReason(failed.reason());
    failed.error().ifPresent(error -> message.setError(toMessage(error)));
    return message;
  }

  private static EventProto.RunFailing.Builder write(Event.RunFailing failing) {
    EventProto.RunFailing.Builder message =
        EventProto.RunFailing.newBuilder().setReason(failing.reason());
    failing.error().ifPresent(error -> message.setError(toMessage(error)));
    return message;
  }

  private static EventProto.ResourceClosed.Builder write(Event.ResourceClosed closed) {
    EventProto.ResourceClosed.Builder message =
        EventProto.ResourceClosed.newBuilder()
            .setResource(closed.resource())
            .setTook(toMessage(closed.took()));
    closed.error().ifPresent(error -> message.setError(toMessage(error)));
    return message;
  }

  private static EventProto.Event.Builder write(Event.Logged logged, EventProto.Event.Builder all) {
    EventProto.Logged.Builder message =
        EventProto.Logged.newBuilder()
            .setLevel(EventEnums.LEVELS.to(logged.level()))
            .setLogger(logged.logger())
            .setMessage(logged.message())
            .setAttribution(EventEnums.ATTRIBUTIONS.to(logged.attribution()));
    logged.error().ifPresent(error -> message.setError(toMessage(error)));
    logged.step().ifPresent(step -> all.setStep(toMessage(step)));
    return all.setLogged(message);
  }

  private static EventProto.Event.Builder write(
      Event.Printed printed, EventProto.Event.Builder all) {
    printed.step().ifPresent(step -> all.setStep(toMessage(step)));
    return all.setPrinted(
        EventProto.Printed.newBuilder()
            .setStream(EventEnums.STREAMS.to(printed.stream()))
            .setLine(printed.line())
            .setAttribution(EventEnums.ATTRIBUTIONS.to(printed.attribution())));
  }

  private static EventProto.WorkerAttached write(Event.WorkerAttached attached) {
    EventProto.WorkerAttached.Builder message =
        EventProto.WorkerAttached.newBuilder()
            .setWorker(attached.worker())
            .setAttempt(attached.attempt());
    attached.process().ifPresent(message::setProcess);
    return message.build();
  }
}
