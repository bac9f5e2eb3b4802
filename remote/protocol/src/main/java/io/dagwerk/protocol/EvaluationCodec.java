package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.all;
import static io.dagwerk.protocol.CommonCodec.optional;
import static io.dagwerk.protocol.CommonCodec.partitions;
import static io.dagwerk.protocol.CommonCodec.texts;

import com.google.protobuf.ByteString;
import io.dagwerk.model.ChangeKeys;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.protocol.v1.EvaluationProto;
import java.util.Optional;
import java.util.function.Function;

/// What a schedule or sensor decided as bytes, and back.
public final class EvaluationCodec {
  private EvaluationCodec() {}

  public static byte[] encode(Evaluation evaluation) {
    return write(evaluation).toByteArray();
  }

  /// @throws UnreadableMessage when the bytes are no evaluation
  public static Evaluation decode(byte[] bytes) {
    return Messages.read(
        bytes, "Evaluation", EvaluationProto.Evaluation.parser(), EvaluationCodec::read);
  }

  private static EvaluationProto.Evaluation write(Evaluation evaluation) {
    EvaluationProto.Evaluation.Builder message = EvaluationProto.Evaluation.newBuilder();
    switch (evaluation) {
      case Evaluation.Requested(var runs, var keys, Optional<String> cursor) -> {
        var requested =
            EvaluationProto.Evaluation.Requested.newBuilder()
                .addAllRuns(all(runs, EvaluationCodec::write))
                .addAllKeys(all(keys, EvaluationCodec::write));
        cursor.ifPresent(requested::setCursor);
        message.setRequested(requested);
      }
      case Evaluation.Skipped(String reason, Optional<String> cursor) -> {
        var skipped = EvaluationProto.Evaluation.Skipped.newBuilder().setReason(reason);
        cursor.ifPresent(skipped::setCursor);
        message.setSkipped(skipped);
      }
      case Evaluation.Failed(var error) -> message.setFailed(CommonCodec.toMessage(error));
    }
    return message.build();
  }

  private static Evaluation read(EvaluationProto.Evaluation message) {
    return switch (message.getKindCase()) {
      case REQUESTED -> {
        var it = message.getRequested();
        yield new Evaluation.Requested(
            all(it.getRunsList(), EvaluationCodec::read),
            all(it.getKeysList(), EvaluationCodec::read),
            optional(it::hasCursor, it::getCursor, Function.identity()));
      }
      case SKIPPED -> {
        var it = message.getSkipped();
        yield new Evaluation.Skipped(
            it.getReason(), optional(it::hasCursor, it::getCursor, Function.identity()));
      }
      case FAILED -> new Evaluation.Failed(CommonCodec.fromMessage(message.getFailed()));
      case KIND_NOT_SET -> throw UnreadableMessage.ofKind("Evaluation");
    };
  }

  private static EvaluationProto.LaunchRun write(LaunchRun run) {
    EvaluationProto.LaunchRun.Builder message =
        EvaluationProto.LaunchRun.newBuilder()
            .addAllPartitions(texts(run.partitions()))
            .setConfig(ByteString.copyFrom(ConfigCodec.encode(run.config())))
            .addAllTags(CommonCodec.entries(run.tags()));
    run.key().ifPresent(message::setKey);
    switch (run.target()) {
      case LaunchRun.Target.OfJob(String job, Optional<String> selection) -> {
        var of = EvaluationProto.LaunchRun.OfJob.newBuilder().setJob(job);
        selection.ifPresent(of::setSelection);
        message.setJob(of);
      }
      case LaunchRun.Target.OfAssets(String selection) -> message.setAssets(selection);
    }
    return message.build();
  }

  private static LaunchRun read(EvaluationProto.LaunchRun message) {
    return new LaunchRun(
        switch (message.getTargetCase()) {
          case JOB -> {
            var of = message.getJob();
            yield new LaunchRun.Target.OfJob(
                of.getJob(), optional(of::hasSelection, of::getSelection, Function.identity()));
          }
          case ASSETS -> new LaunchRun.Target.OfAssets(message.getAssets());
          case TARGET_NOT_SET -> throw UnreadableMessage.ofKind("LaunchRun");
        },
        optional(message::hasKey, message::getKey, Function.identity()),
        partitions(message.getPartitionsList()),
        ConfigCodec.decode(message.getConfig().toByteArray()),
        CommonCodec.map(message.getTagsList()));
  }

  private static EvaluationProto.ChangeKeys write(ChangeKeys keys) {
    return EvaluationProto.ChangeKeys.newBuilder()
        .setPartitions(keys.partitions())
        .addAllAdded(texts(keys.added()))
        .addAllRemoved(texts(keys.removed()))
        .build();
  }

  private static ChangeKeys read(EvaluationProto.ChangeKeys message) {
    return new ChangeKeys(
        message.getPartitions(),
        partitions(message.getAddedList()),
        partitions(message.getRemovedList()));
  }
}
