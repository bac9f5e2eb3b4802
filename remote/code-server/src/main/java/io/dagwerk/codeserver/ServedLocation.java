package io.dagwerk.codeserver;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import io.dagwerk.execution.HostedRun;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.ConfigCodec;
import io.dagwerk.protocol.EvaluationCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.protocol.SensorLookCodec;
import io.dagwerk.protocol.UnreadableMessage;
import io.dagwerk.protocol.v1.CodeLocationProto.CompleteRunReply;
import io.dagwerk.protocol.v1.CodeLocationProto.CompleteRunRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateReply;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.ValidateRunReply;
import io.dagwerk.protocol.v1.CodeLocationProto.ValidateRunRequest;
import io.dagwerk.protocol.v1.CommonProto.TextEntry;
import io.dagwerk.worker.LoadedCode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/// Answers questions about loaded code. Thread-safe.
final class ServedLocation {
  private final LoadedCode code;
  private final Evaluations evaluations;
  private final Descriptions descriptions;

  ServedLocation(LoadedCode code) {
    this.code = code;
    this.evaluations = new Evaluations(code);
    this.descriptions = new Descriptions(code.runs().snapshot());
  }

  Descriptions descriptions() {
    return descriptions;
  }

  CompleteRunReply complete(CompleteRunRequest request) {
    Launch launch = Launch.of(request.getJob()).config(config(request.getConfig()));
    launch = request.hasPreset() ? launch.preset(request.getPreset()) : launch;
    launch = request.hasMode() ? launch.mode(request.getMode()) : launch;
    launch = request.hasSelection() ? launch.select(request.getSelection()) : launch;
    Map<String, String> tags = new TreeMap<>();
    request.getTagsList().forEach(tag -> tags.put(tag.getName(), tag.getValue()));
    Launch complete;
    try {
      complete = code.runs().complete(launch.tags(tags));
    } catch (RunRefused refused) {
      return CompleteRunReply.newBuilder().addAllProblems(refused.problems()).build();
    }
    CompleteRunReply.Builder reply =
        CompleteRunReply.newBuilder()
            .setMode(complete.mode().orElseThrow())
            .setConfig(ByteString.copyFrom(ConfigCodec.encode(complete.config())));
    complete.selection().ifPresent(reply::setSelection);
    complete
        .tags()
        .forEach(
            (name, value) -> reply.addTags(TextEntry.newBuilder().setName(name).setValue(value)));
    return reply.build();
  }

  ValidateRunReply validate(ValidateRunRequest request) {
    HostedRun run =
        new HostedRun(
            RunId.createdAt(Instant.now()),
            PlanCodec.decode(request.getPlan().toByteArray()),
            request.getMode(),
            config(request.getConfig()),
            new LinkedHashMap<>(),
            List.of());
    try {
      LoadedCode.as(
          code.classes(),
          () -> {
            code.runs().validate(run);
            return run;
          });
      return ValidateRunReply.getDefaultInstance();
    } catch (RunRefused refused) {
      return ValidateRunReply.newBuilder().addAllProblems(refused.problems()).build();
    }
  }

  EvaluateReply evaluate(EvaluateRequest request) throws InterruptedException {
    ConfigTree config = config(request.getConfig());
    Evaluation evaluation =
        switch (request.getOfCase()) {
          case SCHEDULE ->
              ask(
                  "schedule '%s'".formatted(request.getSchedule()),
                  () ->
                      code.runs()
                          .evaluateSchedule(
                              request.getSchedule(),
                              Instant.ofEpochSecond(
                                  request.getScheduledAt().getSeconds(),
                                  request.getScheduledAt().getNanos()),
                              config),
                  request.getTimeout());
          case SENSOR ->
              ask(
                  "sensor '%s'".formatted(request.getSensor()),
                  () ->
                      code.runs()
                          .evaluateSensor(
                              request.getSensor(),
                              SensorLookCodec.decode(request.getLook().toByteArray()),
                              config),
                  request.getTimeout());
          case OF_NOT_SET -> throw new UnreadableMessage("an EvaluateRequest of nothing");
        };
    return EvaluateReply.newBuilder()
        .setEvaluation(ByteString.copyFrom(EvaluationCodec.encode(evaluation)))
        .build();
  }

  private Evaluation ask(String what, Callable<Evaluation> function, Duration timeout)
      throws InterruptedException {
    return evaluations.evaluate(
        what, function, java.time.Duration.ofSeconds(timeout.getSeconds(), timeout.getNanos()));
  }

  private static ConfigTree config(ByteString bytes) {
    return bytes.isEmpty() ? ConfigTree.empty() : ConfigCodec.decode(bytes.toByteArray());
  }
}
