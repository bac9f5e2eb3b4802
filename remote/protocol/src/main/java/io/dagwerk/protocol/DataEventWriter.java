package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.toMessage;

import io.dagwerk.model.Event;
import io.dagwerk.protocol.v1.CommonProto;
import io.dagwerk.protocol.v1.EventProto;

/// Says events that carry metadata as messages.
final class DataEventWriter {
  private DataEventWriter() {}

  static EventProto.Event.Builder write(Event.WithMetadata event, EventProto.Event.Builder all) {
    CommonProto.Metadata metadata = MetadataCodec.toMessage(event.metadata());
    return switch (event) {
      case Event.StepFailed it ->
          all.setStepFailed(
              EventProto.StepFailed.newBuilder()
                  .setError(toMessage(it.error()))
                  .setKind(EventEnums.FAILURES.to(it.kind()))
                  .setMetadata(metadata));
      case Event.FactsReported _ ->
          all.setFactsReported(EventProto.FactsReported.newBuilder().setMetadata(metadata));
      case Event.TypeChecked it ->
          all.setTypeChecked(
              EventProto.TypeChecked.newBuilder()
                  .setValue(it.value())
                  .setType(it.type())
                  .setPassed(it.passed())
                  .setDescription(it.description())
                  .setMetadata(metadata));
      case Event.OutputStored it -> all.setOutputStored(stored(it).setMetadata(metadata));
      case Event.AssetMaterialized it ->
          all.setAssetMaterialized(materialized(it).setMetadata(metadata));
      case Event.AssetObserved it -> all.setAssetObserved(observed(it).setMetadata(metadata));
      case Event.CheckEvaluated it -> all.setCheckEvaluated(evaluated(it).setMetadata(metadata));
    };
  }

  private static EventProto.OutputStored.Builder stored(Event.OutputStored it) {
    EventProto.OutputStored.Builder message =
        EventProto.OutputStored.newBuilder()
            .setOutput(it.output())
            .setAddress(toMessage(it.address()))
            .setIoManager(it.ioManager())
            .setInMemory(it.inMemory());
    it.version().ifPresent(message::setVersion);
    return message;
  }

  private static EventProto.AssetMaterialized.Builder materialized(Event.AssetMaterialized it) {
    EventProto.AssetMaterialized.Builder message =
        EventProto.AssetMaterialized.newBuilder().setAsset(toMessage(it.asset()));
    it.partition().ifPresent(key -> message.setPartition(key.text()));
    it.dataVersion().ifPresent(message::setDataVersion);
    return message;
  }

  private static EventProto.AssetObserved.Builder observed(Event.AssetObserved it) {
    EventProto.AssetObserved.Builder message =
        EventProto.AssetObserved.newBuilder().setAsset(toMessage(it.asset()));
    it.partition().ifPresent(key -> message.setPartition(key.text()));
    it.dataVersion().ifPresent(message::setDataVersion);
    return message;
  }

  private static EventProto.CheckEvaluated.Builder evaluated(Event.CheckEvaluated it) {
    EventProto.CheckEvaluated.Builder message =
        EventProto.CheckEvaluated.newBuilder()
            .setAsset(toMessage(it.asset()))
            .setCheck(it.check())
            .setPassed(it.passed())
            .setSeverity(CommonCodec.SEVERITIES.to(it.severity()))
            .setBlocking(it.blocking())
            .setDescription(it.description());
    it.partition().ifPresent(key -> message.setPartition(key.text()));
    return message;
  }
}
