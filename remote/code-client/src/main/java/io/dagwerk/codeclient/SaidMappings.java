package io.dagwerk.codeclient;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.partitions.EvaluatedMapping;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.protocol.ErrorCodec;
import io.dagwerk.protocol.MappingsCodec;
import io.dagwerk.protocol.Pieces;
import io.dagwerk.protocol.UnreadableMessage;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateMappingsReply;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateMappingsRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateMappingsRequest.DynamicKeys;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.SequencedMap;

/// The question what users' own mappings say, and its answer, as messages. Pure.
final class SaidMappings {
  private SaidMappings() {}

  static EvaluateMappingsRequest request(
      Optional<String> job, Moment at, java.time.Duration timeout) {
    Instant now = at.now();
    EvaluateMappingsRequest.Builder request =
        EvaluateMappingsRequest.newBuilder()
            .setAt(Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
            .setTimeout(
                Duration.newBuilder().setSeconds(timeout.getSeconds()).setNanos(timeout.getNano()));
    job.ifPresent(request::setJob);
    at.dynamicKeys()
        .forEach((partitions, keys) ->
            request.addDynamicKeys(
                DynamicKeys.newBuilder()
                    .setPartitions(partitions)
                    .addAllKeys(keys.stream().map(PartitionKey::text).toList())));
    return request.build();
  }

  /// @throws UnreadableMessage when the answer is not complete
  static Answer<SequencedMap<String, EvaluatedMapping>> read(
      Iterator<EvaluateMappingsReply> replies) {
    Pieces pieces = new Pieces();
    while (replies.hasNext()) {
      EvaluateMappingsReply reply = replies.next();
      switch (reply.getKindCase()) {
        case PIECE -> {
          Optional<ByteString> whole =
              pieces.join(reply.getPiece().getBytes(), reply.getPiece().getLast());
          if (whole.isPresent()) {
            return new Answer.Given<>(MappingsCodec.decode(whole.get().toByteArray()));
          }
        }
        case FAILED -> {
          return new Answer.Missing<>(ErrorCodec.fromMessage(reply.getFailed()));
        }
        case KIND_NOT_SET -> {
          // Of a later version, which only adds what may be left out.
        }
      }
    }
    throw new UnreadableMessage("the last piece of partition mappings is missing");
  }
}
