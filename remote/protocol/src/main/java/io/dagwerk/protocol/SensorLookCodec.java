package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.all;
import static io.dagwerk.protocol.CommonCodec.optional;
import static io.dagwerk.protocol.CommonCodec.partitions;
import static io.dagwerk.protocol.CommonCodec.texts;

import io.dagwerk.model.AssetUpdate;
import io.dagwerk.model.AssetUpdates;
import io.dagwerk.model.Delivery;
import io.dagwerk.model.EndedRun;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SensorLook;
import io.dagwerk.protocol.v1.EvaluationProto;
import java.util.function.Function;

/// What a sensor is asked with as bytes, and back.
public final class SensorLookCodec {
  private SensorLookCodec() {}

  public static byte[] encode(SensorLook look) {
    return write(look).toByteArray();
  }

  /// @throws UnreadableMessage when the bytes are none
  public static SensorLook decode(byte[] bytes) {
    return Messages.read(
        bytes, "SensorLook", EvaluationProto.SensorLook.parser(), SensorLookCodec::read);
  }

  private static EvaluationProto.SensorLook write(SensorLook look) {
    EvaluationProto.SensorLook.Builder message =
        EvaluationProto.SensorLook.newBuilder().setAt(CommonCodec.toMessage(look.at()));
    look.cursor().ifPresent(message::setCursor);
    switch (look.cause()) {
      case SensorLook.Cause.Interval _ ->
          message.setInterval(EvaluationProto.SensorLook.Interval.getDefaultInstance());
      case SensorLook.Cause.RunEnded(EndedRun run) -> message.setRunEnded(write(run));
      case SensorLook.Cause.Updated(AssetUpdates updates) -> message.setUpdated(write(updates));
      case SensorLook.Cause.Delivered(Delivery delivery) -> message.setDelivered(write(delivery));
    }
    return message.build();
  }

  private static SensorLook read(EvaluationProto.SensorLook message) {
    return new SensorLook(
        CommonCodec.fromMessage(message.getAt()),
        optional(message::hasCursor, message::getCursor, Function.identity()),
        switch (message.getCauseCase()) {
          case INTERVAL -> new SensorLook.Cause.Interval();
          case RUN_ENDED -> new SensorLook.Cause.RunEnded(read(message.getRunEnded()));
          case UPDATED -> new SensorLook.Cause.Updated(read(message.getUpdated()));
          case DELIVERED -> new SensorLook.Cause.Delivered(read(message.getDelivered()));
          case CAUSE_NOT_SET -> throw UnreadableMessage.ofKind("SensorLook");
        });
  }

  private static EvaluationProto.EndedRun write(EndedRun run) {
    EvaluationProto.EndedRun.Builder message =
        EvaluationProto.EndedRun.newBuilder()
            .setRun(run.run().toString())
            .setJob(run.job())
            .setEnd(InstigatorCodec.ENDS.to(run.end()))
            .setAt(CommonCodec.toMessage(run.at()))
            .setReason(run.reason())
            .addAllPartitions(texts(run.partitions()))
            .addAllTags(CommonCodec.entries(run.tags()));
    run.failures()
        .forEach(failure ->
            message.addFailures(
                EvaluationProto.EndedRun.FailedStep.newBuilder()
                    .setStep(CommonCodec.toMessage(failure.step()))
                    .setError(CommonCodec.toMessage(failure.error()))));
    return message.build();
  }

  private static EndedRun read(EvaluationProto.EndedRun message) {
    return new EndedRun(
        RunId.of(message.getRun()),
        message.getJob(),
        InstigatorCodec.ENDS.from(message.getEnd()),
        CommonCodec.fromMessage(message.getAt()),
        message.getReason(),
        partitions(message.getPartitionsList()),
        CommonCodec.map(message.getTagsList()),
        all(
            message.getFailuresList(),
            it ->
                new EndedRun.FailedStep(
                    CommonCodec.fromMessage(it.getStep()),
                    CommonCodec.fromMessage(it.getError()))));
  }

  private static EvaluationProto.AssetUpdates write(AssetUpdates updates) {
    EvaluationProto.AssetUpdates.Builder message = EvaluationProto.AssetUpdates.newBuilder();
    updates.partition().ifPresent(key -> message.setPartition(key.text()));
    for (AssetUpdate update : updates.newest()) {
      var newest =
          EvaluationProto.AssetUpdates.AssetUpdate.newBuilder()
              .setAsset(CommonCodec.toMessage(update.asset()))
              .setRun(update.run().toString())
              .setAt(CommonCodec.toMessage(update.at()))
              .setMetadata(MetadataCodec.toMessage(update.metadata()));
      update.partition().ifPresent(key -> newest.setPartition(key.text()));
      update.dataVersion().ifPresent(newest::setDataVersion);
      message.addNewest(newest);
    }
    return message.build();
  }

  private static AssetUpdates read(EvaluationProto.AssetUpdates message) {
    return new AssetUpdates(
        optional(message::hasPartition, message::getPartition, PartitionKey::new),
        all(
            message.getNewestList(),
            it ->
                new AssetUpdate(
                    CommonCodec.fromMessage(it.getAsset()),
                    optional(it::hasPartition, it::getPartition, PartitionKey::new),
                    RunId.of(it.getRun()),
                    CommonCodec.fromMessage(it.getAt()),
                    optional(it::hasDataVersion, it::getDataVersion, Function.identity()),
                    MetadataCodec.fromMessage(it.getMetadata()))));
  }

  private static EvaluationProto.Delivery write(Delivery delivery) {
    return EvaluationProto.Delivery.newBuilder()
        .setKey(delivery.key())
        .setAt(CommonCodec.toMessage(delivery.at()))
        .setBody(delivery.body())
        .addAllHeaders(CommonCodec.entries(delivery.headers()))
        .build();
  }

  private static Delivery read(EvaluationProto.Delivery message) {
    return new Delivery(
        message.getKey(),
        CommonCodec.fromMessage(message.getAt()),
        message.getBody(),
        CommonCodec.map(message.getHeadersList()));
  }
}
