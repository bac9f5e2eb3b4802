package io.dagwerk.protocol;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Isolation;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.v1.CommonProto;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// Keys, ids, times and errors as messages, and back.
final class CommonCodec {
  static final EnumTable<Event.Severity, CommonProto.Severity> SEVERITIES =
      EnumTable.of(Event.Severity.class, CommonProto.Severity.class, "SEVERITY_");

  static final EnumTable<Isolation, CommonProto.Isolation> ISOLATIONS =
      EnumTable.of(Isolation.class, CommonProto.Isolation.class, "ISOLATION_");

  private CommonCodec() {}

  /// What a message has under an optional field.
  static <P, T> Optional<T> optional(BooleanSupplier has, Supplier<P> get, Function<P, T> read) {
    return has.getAsBoolean() ? Optional.of(read.apply(get.get())) : Optional.empty();
  }

  static <P, T> List<T> all(List<P> from, Function<P, T> of) {
    return from.isEmpty() ? List.of() : from.stream().map(of).toList();
  }

  // Keys.

  static CommonProto.StepKey toMessage(StepKey key) {
    return CommonProto.StepKey.newBuilder().setNode(key.node()).addAllKeys(key.keys()).build();
  }

  static StepKey fromMessage(CommonProto.StepKey key) {
    return new StepKey(key.getNode(), key.getKeysList());
  }

  static CommonProto.AssetKey toMessage(AssetKey key) {
    return CommonProto.AssetKey.newBuilder().addAllParts(key.parts()).build();
  }

  static AssetKey fromMessage(CommonProto.AssetKey key) {
    return new AssetKey(key.getPartsList());
  }

  static Iterable<String> texts(List<PartitionKey> keys) {
    return keys.stream().map(PartitionKey::text).toList();
  }

  static List<PartitionKey> partitions(List<String> texts) {
    return all(texts, PartitionKey::new);
  }

  static CommonProto.OutputAddress toMessage(OutputAddress address) {
    CommonProto.OutputAddress.Builder message = CommonProto.OutputAddress.newBuilder();
    switch (address) {
      case OutputAddress.OfStep(RunId run, StepKey step, String output) ->
          message.setOfStep(
              CommonProto.OutputAddress.OfStep.newBuilder()
                  .setRun(run.toString())
                  .setStep(toMessage(step))
                  .setOutput(output));
      case OutputAddress.OfAsset(AssetKey asset, Optional<PartitionKey> partition) -> {
        var of = CommonProto.OutputAddress.OfAsset.newBuilder().setAsset(toMessage(asset));
        partition.ifPresent(key -> of.setPartition(key.text()));
        message.setOfAsset(of);
      }
    }
    return message.build();
  }

  static OutputAddress fromMessage(CommonProto.OutputAddress message) {
    return switch (message.getKindCase()) {
      case OF_STEP -> {
        var of = message.getOfStep();
        yield new OutputAddress.OfStep(
            RunId.of(of.getRun()), fromMessage(of.getStep()), of.getOutput());
      }
      case OF_ASSET -> {
        var of = message.getOfAsset();
        yield new OutputAddress.OfAsset(
            fromMessage(of.getAsset()),
            optional(of::hasPartition, of::getPartition, PartitionKey::new));
      }
      case KIND_NOT_SET -> throw UnreadableMessage.ofKind("OutputAddress");
    };
  }

  // Maps that keep their order.

  static Iterable<CommonProto.TextEntry> entries(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry ->
            CommonProto.TextEntry.newBuilder()
                .setName(entry.getKey())
                .setValue(entry.getValue())
                .build())
        .toList();
  }

  static SequencedMap<String, String> map(List<CommonProto.TextEntry> entries) {
    SequencedMap<String, String> map = new LinkedHashMap<>();
    entries.forEach(entry -> map.put(entry.getName(), entry.getValue()));
    return map;
  }

  static Iterable<CommonProto.NumberEntry> numbers(Map<String, Integer> map) {
    return map.entrySet().stream()
        .map(entry ->
            CommonProto.NumberEntry.newBuilder()
                .setName(entry.getKey())
                .setValue(entry.getValue())
                .build())
        .toList();
  }

  static SequencedMap<String, Integer> numbersOf(List<CommonProto.NumberEntry> entries) {
    SequencedMap<String, Integer> map = new LinkedHashMap<>();
    entries.forEach(entry -> map.put(entry.getName(), Math.toIntExact(entry.getValue())));
    return map;
  }

  // Times.

  static CommonProto.ProcessOptions toMessage(JvmOptions options) {
    CommonProto.ProcessOptions.Builder message =
        CommonProto.ProcessOptions.newBuilder()
            .addAllFlags(options.flags())
            .addAllEnvironment(entries(options.environment()));
    options.heapMebibytes().ifPresent(message::setHeapMebibytes);
    return message.build();
  }

  static JvmOptions fromMessage(CommonProto.ProcessOptions message) {
    return new JvmOptions(
        optional(message::hasHeapMebibytes, message::getHeapMebibytes, size -> size),
        message.getFlagsList(),
        map(message.getEnvironmentList()));
  }

  static Duration toMessage(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  static java.time.Duration fromMessage(Duration message) {
    return java.time.Duration.ofSeconds(message.getSeconds(), message.getNanos());
  }

  static Timestamp toMessage(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  static Instant fromMessage(Timestamp message) {
    return Instant.ofEpochSecond(message.getSeconds(), message.getNanos());
  }

  // Errors.

  static CommonProto.Error toMessage(ErrorInfo error) {
    CommonProto.Error.Builder message = CommonProto.Error.newBuilder();
    for (Optional<ErrorInfo> at = Optional.of(error); at.isPresent(); at = at.get().cause()) {
      message.addChain(
          CommonProto.Error.Thrown.newBuilder()
              .setType(at.get().type())
              .setMessage(at.get().message())
              .addAllFrames(at.get().frames()));
    }
    return message.build();
  }

  /// @throws UnreadableMessage when it has not even one link
  static ErrorInfo fromMessage(CommonProto.Error message) {
    Optional<ErrorInfo> error = Optional.empty();
    for (CommonProto.Error.Thrown thrown : message.getChainList().reversed()) {
      error =
          Optional.of(
              new ErrorInfo(thrown.getType(), thrown.getMessage(), thrown.getFramesList(), error));
    }
    return error.orElseThrow(() -> new UnreadableMessage("an Error without anything thrown"));
  }
}
