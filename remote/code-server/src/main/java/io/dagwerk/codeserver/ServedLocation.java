package io.dagwerk.codeserver;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.dagwerk.codeserver.Evaluations.Outcome;
import io.dagwerk.execution.HostedRun;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PoolLimits;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.VersionInputs;
import io.dagwerk.protocol.ConfigCodec;
import io.dagwerk.protocol.ErrorCodec;
import io.dagwerk.protocol.EvaluationCodec;
import io.dagwerk.protocol.MappingsCodec;
import io.dagwerk.protocol.Pieces;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.protocol.SensorLookCodec;
import io.dagwerk.protocol.ServerId;
import io.dagwerk.protocol.UnreadableMessage;
import io.dagwerk.protocol.VersionInputsCodec;
import io.dagwerk.protocol.v1.CodeLocationProto.CompleteRunReply;
import io.dagwerk.protocol.v1.CodeLocationProto.CompleteRunRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateMappingsReply;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateMappingsRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateReply;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.ValidateRunReply;
import io.dagwerk.protocol.v1.CodeLocationProto.ValidateRunRequest;
import io.dagwerk.protocol.v1.CommonProto.TextEntry;
import io.dagwerk.worker.LoadedCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/// Answers questions about loaded code. Thread-safe.
final class ServedLocation {
  private final LoadedCode code;
  private final Evaluations evaluations;
  private final Descriptions descriptions;

  /// @param server the process that serves it
  ServedLocation(LoadedCode code, ServerId server) {
    this.code = code;
    this.evaluations = new Evaluations(code);
    this.descriptions = new Descriptions(code.runs().snapshot(), server);
  }

  Descriptions descriptions() {
    return descriptions;
  }

  /// Has user code answer in time: what the question is about may bind config with code of theirs.
  ///
  /// @throws UnreadableMessage with what it threw, or that it took too long
  <T> T within(String what, java.time.Duration timeout, Callable<T> answer)
      throws InterruptedException {
    return switch (evaluations.call(what, answer, timeout)) {
      case Outcome.Returned<T>(T value) -> value;
      case Outcome.Failed<T>(ErrorInfo error) -> throw new UnreadableMessage(error.summary());
    };
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
            PoolLimits.NONE,
            SizeLimits.DEFAULT,
            List.of());
    try {
      VersionInputs inputs = LoadedCode.as(code.classes(), () -> code.runs().validate(run));
      return ValidateRunReply.newBuilder().setInputs(VersionInputsCodec.toMessage(inputs)).build();
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
                              request.getSchedule(), instant(request.getScheduledAt()), config),
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
    return switch (evaluations.call(what, function, duration(timeout))) {
      case Outcome.Returned<Evaluation>(Evaluation evaluation) -> evaluation;
      case Outcome.Failed<Evaluation>(ErrorInfo error) -> new Evaluation.Failed(error);
    };
  }

  /// The messages of the answer, in their order.
  List<EvaluateMappingsReply> evaluate(EvaluateMappingsRequest request)
      throws InterruptedException {
    Callable<ByteString> mappings =
        () ->
            ByteString.copyFrom(
                MappingsCodec.encode(
                    code.runs()
                        .mappings(
                            request.hasJob() ? Optional.of(request.getJob()) : Optional.empty(),
                            moment(request))));
    return switch (evaluations.call(
        "partition mappings", mappings, duration(request.getTimeout()))) {
      case Outcome.Returned<ByteString>(ByteString bytes) -> pieces(bytes);
      case Outcome.Failed<ByteString>(ErrorInfo error) ->
          List.of(
              EvaluateMappingsReply.newBuilder().setFailed(ErrorCodec.toMessage(error)).build());
    };
  }

  private static Moment moment(EvaluateMappingsRequest request) {
    SequencedMap<String, List<PartitionKey>> keys = new LinkedHashMap<>();
    request
        .getDynamicKeysList()
        .forEach(dynamic ->
            keys.put(
                dynamic.getPartitions(),
                dynamic.getKeysList().stream().map(PartitionKey::new).toList()));
    return new Moment(instant(request.getAt()), keys);
  }

  private static List<EvaluateMappingsReply> pieces(ByteString bytes) {
    List<ByteString> cut = Pieces.cut(bytes);
    List<EvaluateMappingsReply> replies = new ArrayList<>();
    for (int i = 0; i < cut.size(); i++) {
      replies.add(
          EvaluateMappingsReply.newBuilder()
              .setPiece(
                  EvaluateMappingsReply.Piece.newBuilder()
                      .setBytes(cut.get(i))
                      .setLast(i == cut.size() - 1))
              .build());
    }
    return replies;
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private static java.time.Duration duration(Duration message) {
    return java.time.Duration.ofSeconds(message.getSeconds(), message.getNanos());
  }

  private static ConfigTree config(ByteString bytes) {
    return bytes.isEmpty() ? ConfigTree.empty() : ConfigCodec.decode(bytes.toByteArray());
  }
}
