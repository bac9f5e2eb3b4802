package io.dagwerk.codeclient;

import com.google.protobuf.ByteString;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.protocol.ErrorCodec;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.ServerId;
import io.dagwerk.protocol.SnapshotCodec;
import io.dagwerk.protocol.SnapshotPart;
import io.dagwerk.protocol.UnreadableMessage;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeReply;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeReply.PartKind;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parts of a location that were sent before, so that only others are sent again. Thread-safe.
final class KnownParts {
  private Map<String, ByteString> known = new HashMap<>();
  private volatile Optional<ServerId> server = Optional.empty();

  /// The process that has described itself, if it says which it is.
  Optional<ServerId> server() {
    return server;
  }

  synchronized DescribeRequest request() {
    return DescribeRequest.newBuilder()
        .setVersion(Protocol.version())
        .addAllKnown(known.keySet())
        .build();
  }

  /// Reads a description to its end.
  ///
  /// @throws UnreadableMessage when it is not complete
  synchronized Answer<LocationSnapshot> read(Iterator<DescribeReply> replies) {
    DescribeReply.Head head = DescribeReply.Head.getDefaultInstance();
    List<DescribeReply.Part> order = new ArrayList<>();
    Map<String, ByteString> contents = new HashMap<>(known);
    while (replies.hasNext()) {
      DescribeReply reply = replies.next();
      switch (reply.getKindCase()) {
        case HEAD -> head = reply.getHead();
        case PARTS -> order.addAll(reply.getParts().getPartsList());
        case CONTENTS ->
            reply
                .getContents()
                .getContentsList()
                .forEach(content -> contents.put(content.getHash(), content.getBytes()));
        case FAILED -> {
          return new Answer.Missing<>(ErrorCodec.fromMessage(reply.getFailed()));
        }
        case KIND_NOT_SET -> {
          // Of a later version, which only adds what may be left out.
        }
      }
    }
    Optional<String> refusal = Protocol.refusal("code server", head.getVersion());
    if (refusal.isPresent()) {
      throw new UnreadableMessage(refusal.get());
    }
    LocationSnapshot location = join(head, order, contents);
    server = Optional.of(head.getServer()).filter(id -> !id.isEmpty()).map(ServerId::new);
    return new Answer.Given<>(location);
  }

  private LocationSnapshot join(
      DescribeReply.Head head, List<DescribeReply.Part> order, Map<String, ByteString> contents) {
    List<SnapshotPart> parts = new ArrayList<>();
    Map<String, ByteString> kept = new HashMap<>();
    for (DescribeReply.Part part : order) {
      ByteString bytes =
          Optional.ofNullable(contents.get(part.getHash()))
              .orElseThrow(
                  () -> new UnreadableMessage("no bytes of part '%s'".formatted(part.getHash())));
      parts.add(new SnapshotPart(kind(part.getKind()), part.getHash(), bytes));
      kept.put(part.getHash(), bytes);
    }
    known = kept;
    return SnapshotCodec.join(head.getName(), head.getCodeVersion(), parts);
  }

  private static SnapshotPart.Kind kind(PartKind kind) {
    return switch (kind) {
      case PART_KIND_NODE -> SnapshotPart.Kind.NODE;
      case PART_KIND_JOB -> SnapshotPart.Kind.JOB;
      case PART_KIND_RESOURCE -> SnapshotPart.Kind.RESOURCE;
      case PART_KIND_SCHEDULE -> SnapshotPart.Kind.SCHEDULE;
      case PART_KIND_SENSOR -> SnapshotPart.Kind.SENSOR;
      case PART_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new UnreadableMessage("a part of a kind that this version does not know");
    };
  }
}
