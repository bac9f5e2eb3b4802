package io.dagwerk.protocol;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.partitions.EvaluatedMapping;
import io.dagwerk.protocol.v1.PlanningProto;
import io.dagwerk.protocol.v1.PlanningProto.EvaluatedMapping.Reader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What users' own mappings say as bytes, and back.
public final class MappingsCodec {
  private MappingsCodec() {}

  public static byte[] encode(Map<String, EvaluatedMapping> mappings) {
    PlanningProto.EvaluatedMappings.Builder message = PlanningProto.EvaluatedMappings.newBuilder();
    mappings.forEach((name, mapping) -> message.addMappings(write(name, mapping)));
    return message.build().toByteArray();
  }

  /// @throws UnreadableMessage when the bytes are no mappings
  public static SequencedMap<String, EvaluatedMapping> decode(byte[] bytes) {
    return Messages.read(
        bytes,
        "EvaluatedMappings",
        PlanningProto.EvaluatedMappings.parser(),
        message -> {
          SequencedMap<String, EvaluatedMapping> mappings = new LinkedHashMap<>();
          message.getMappingsList().forEach(it -> mappings.put(it.getName(), read(it)));
          return mappings;
        });
  }

  private static PlanningProto.EvaluatedMapping write(String name, EvaluatedMapping mapping) {
    PlanningProto.EvaluatedMapping.Builder message =
        PlanningProto.EvaluatedMapping.newBuilder().setName(name);
    mapping
        .upstream()
        .forEach((reader, keys) ->
            message.addReaders(
                Reader.newBuilder()
                    .setPartition(reader.text())
                    .addAllUpstream(CommonCodec.texts(keys))));
    mapping
        .failures()
        .forEach((reader, reason) ->
            message.addReaders(Reader.newBuilder().setPartition(reader.text()).setFailure(reason)));
    return message.build();
  }

  private static EvaluatedMapping read(PlanningProto.EvaluatedMapping message) {
    SequencedMap<PartitionKey, List<PartitionKey>> upstream = new LinkedHashMap<>();
    SequencedMap<PartitionKey, String> failures = new LinkedHashMap<>();
    for (Reader reader : message.getReadersList()) {
      PartitionKey key = new PartitionKey(reader.getPartition());
      if (reader.hasFailure()) {
        failures.put(key, reader.getFailure());
      } else {
        upstream.put(key, CommonCodec.partitions(reader.getUpstreamList()));
      }
    }
    return new EvaluatedMapping(upstream, failures);
  }
}
