package io.dagwerk.worker;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import io.dagwerk.execution.HostedRun;
import io.dagwerk.execution.HostedStep;
import io.dagwerk.execution.StepResult;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.PoolLimits;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.ConfigCodec;
import io.dagwerk.protocol.ErrorCodec;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.protocol.UnreadableMessage;
import io.dagwerk.protocol.UpstreamCodec;
import io.dagwerk.protocol.v1.CommonProto;
import io.dagwerk.protocol.v1.StepProcessProto.RunStep;
import io.dagwerk.protocol.v1.StepProcessProto.StepEnding;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Attempts and what they came to, as messages between a worker and the process of a step, and
/// back. Pure.
final class StepMessages {
  private StepMessages() {}

  /// What a process is told of an attempt: of the plan, no more than its step.
  ///
  /// @param step as planned, with what stands in for this attempt's
  static RunStep run(HostedRun run, Plan.Step step, HostedStep.Which which) {
    RunStep.Builder message =
        RunStep.newBuilder()
            .setRun(run.run().toString())
            .setPlan(ByteString.copyFrom(PlanCodec.encode(planOf(run.plan(), step))))
            .setConfig(ByteString.copyFrom(ConfigCodec.encode(run.config())))
            .setMode(run.mode())
            .setStep(
                CommonProto.StepKey.newBuilder()
                    .setNode(which.step().node())
                    .addAllKeys(which.step().keys()))
            .setAttempt(which.number())
            .setUpstream(UpstreamCodec.write(which.upstream()));
    run.tags()
        .forEach((name, value) ->
            message.addTags(CommonProto.TextEntry.newBuilder().setName(name).setValue(value)));
    return message.build();
  }

  private static Plan planOf(Plan plan, Plan.Step step) {
    SequencedMap<StepKey, Plan.Step> steps = new LinkedHashMap<>();
    steps.put(step.key(), step);
    SequencedMap<StepKey, String> versions = new LinkedHashMap<>();
    Optional.ofNullable(plan.versions().get(step.key()))
        .ifPresent(version -> versions.put(step.key(), version));
    return new Plan(plan.job(), plan.codeVersion(), steps, new LinkedHashMap<>(), versions);
  }

  /// The run of the attempt, as far as that needs it.
  static HostedRun run(RunStep message) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    message.getTagsList().forEach(tag -> tags.put(tag.getName(), tag.getValue()));
    return new HostedRun(
        RunId.of(message.getRun()),
        PlanCodec.decode(message.getPlan().toByteArray()),
        message.getMode(),
        ConfigCodec.decode(message.getConfig().toByteArray()),
        tags,
        PoolLimits.NONE,
        SizeLimits.DEFAULT,
        List.of());
  }

  static HostedStep.Which which(RunStep message) {
    return new HostedStep.Which(
        new StepKey(message.getStep().getNode(), message.getStep().getKeysList()),
        message.getAttempt(),
        UpstreamCodec.read(message.getUpstream()));
  }

  static StepEnding ending(StepKey step, StepResult result) {
    StepEnding.Builder message = StepEnding.newBuilder();
    switch (result) {
      case StepResult.Succeeded(List<String> emitted, List<String> mappingKeys) ->
          message.setSucceeded(
              StepEnding.Succeeded.newBuilder()
                  .addAllEmitted(emitted)
                  .addAllMappingKeys(mappingKeys));
      case StepResult.Failed failed ->
          message.setFailed(
              StepEnding.Failed.newBuilder()
                  .setEvent(
                      ByteString.copyFrom(
                          EventCodec.encode(
                              Instant.EPOCH,
                              new Event.StepFailed(
                                  step, failed.error(), failed.kind(), failed.metadata()))))
                  .setMayRetry(failed.mayRetry()));
      case StepResult.RetryWanted wanted -> {
        var retry =
            StepEnding.RetryWanted.newBuilder()
                .setError(ErrorCodec.toMessage(wanted.error()))
                .setMostRetries(wanted.mostRetries());
        wanted
            .delay()
            .ifPresent(delay ->
                retry.setDelay(
                    Duration.newBuilder()
                        .setSeconds(delay.getSeconds())
                        .setNanos(delay.getNano())));
        message.setRetryWanted(retry);
      }
    }
    return message.build();
  }

  static StepEnding interrupted() {
    return StepEnding.newBuilder()
        .setInterrupted(StepEnding.Interrupted.getDefaultInstance())
        .build();
  }

  static StepEnding broke(Throwable thrown) {
    return StepEnding.newBuilder().setBroke(ErrorCodec.toMessage(ErrorInfo.of(thrown))).build();
  }

  /// What the attempt came to.
  ///
  /// @throws InterruptedException when it stopped because it was told to
  /// @throws IllegalStateException when the engine failed
  static StepResult result(StepEnding message) throws InterruptedException {
    return switch (message.getKindCase()) {
      case SUCCEEDED ->
          new StepResult.Succeeded(
              message.getSucceeded().getEmittedList(), message.getSucceeded().getMappingKeysList());
      case FAILED -> failed(message.getFailed());
      case RETRY_WANTED -> {
        StepEnding.RetryWanted wanted = message.getRetryWanted();
        yield new StepResult.RetryWanted(
            ErrorCodec.fromMessage(wanted.getError()),
            wanted.getMostRetries(),
            wanted.hasDelay()
                ? Optional.of(
                    java.time.Duration.ofSeconds(
                        wanted.getDelay().getSeconds(), wanted.getDelay().getNanos()))
                : Optional.empty(),
            Optional.empty());
      }
      case INTERRUPTED -> throw new InterruptedException("it was interrupted in its process");
      case BROKE ->
          throw new IllegalStateException(
              "the process of the step: " + ErrorCodec.fromMessage(message.getBroke()).summary());
      case KIND_NOT_SET -> throw new UnreadableMessage("a StepEnding of no kind");
    };
  }

  private static StepResult failed(StepEnding.Failed message) {
    return EventCodec.decode(message.getEvent().toByteArray()).shown()
            instanceof Event.StepFailed failed
        ? new StepResult.Failed(
            failed.error(),
            failed.kind(),
            failed.metadata(),
            message.getMayRetry(),
            Optional.empty())
        : unreadable();
  }

  private static StepResult unreadable() {
    throw new UnreadableMessage("a StepEnding that failed with another event");
  }
}
