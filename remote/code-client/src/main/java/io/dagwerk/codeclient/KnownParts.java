package io.dagwerk.codeclient;

import com.google.protobuf.ByteString;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.protocol.ErrorCodec;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.ServerId;
import io.dagwerk.protocol.SnapshotCodec;
import io.dagwerk.protocol.SnapshotPart;
import io.dagwerk.protocol.UnreadableMessage;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeReply;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeReply.PartKind;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parts of a location that were sent before, so that only others are sent again. Thread-safe.
final class KnownParts {
  private final SizeLimits limits;
  private Map<String, ByteString> known = new HashMap<>();
  private volatile Optional<ServerId> server = Optional.empty();

  /// @param limits how large all parts together may be
  KnownParts(SizeLimits limits) {
    this.limits = limits;
  }

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

  /// Reads a description to its end, in memory that the limit bounds.
  ///
  /// @throws UnreadableMessage when it is not complete
  synchronized Answer<LocationSnapshot> read(Iterator<DescribeReply> replies) {
    Reading reading = new Reading(new HashMap<>(known), limits.of(SizeLimit.DEFINITIONS));
    try {
      while (replies.hasNext()) {
        DescribeReply reply = replies.next();
        if (reply.hasFailed()) {
          return new Answer.Missing<>(ErrorCodec.fromMessage(reply.getFailed()));
        }
        reading.take(reply);
      }
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED) {
        return tooLarge(
            "one of its definitions is larger than all may be, for which %s is %,d (%s); give less, or raise that setting of dagwerk.yaml"
                .formatted(
                    SizeLimit.DEFINITIONS.setting(),
                    limits.of(SizeLimit.DEFINITIONS),
                    e.getStatus().getDescription()));
      }
      throw e;
    }
    Optional<String> refusal = Protocol.refusal("code server", reading.head.getVersion());
    if (refusal.isPresent()) {
      throw new UnreadableMessage(refusal.get());
    }
    Optional<String> problem =
        limits.problem(SizeLimit.DEFINITIONS, "what it defines", reading.bytes());
    if (problem.isPresent()) {
      return tooLarge(problem.get());
    }
    LocationSnapshot location = join(reading.head, reading.order, reading.contents);
    server = Optional.of(reading.head.getServer()).filter(id -> !id.isEmpty()).map(ServerId::new);
    return new Answer.Given<>(location);
  }

  private static Answer<LocationSnapshot> tooLarge(String problem) {
    return new Answer.Missing<>(ErrorInfo.ofMessage("DefinitionsTooLarge", problem));
  }

  /// What was read of a description so far. Of what is too large the rest is counted only.
  private static final class Reading {
    private final Map<String, ByteString> contents;
    private final List<DescribeReply.Part> order = new ArrayList<>();
    private final long most;
    private DescribeReply.Head head = DescribeReply.Head.getDefaultInstance();
    private long received;

    Reading(Map<String, ByteString> known, long most) {
      this.contents = known;
      this.most = most;
    }

    void take(DescribeReply reply) {
      switch (reply.getKindCase()) {
        case HEAD -> head = reply.getHead();
        case PARTS -> order.addAll(reply.getParts().getPartsList());
        case CONTENTS -> reply.getContents().getContentsList().forEach(this::take);
        case FAILED, KIND_NOT_SET -> {
          // The first is heard elsewhere, the second of a later version, which only adds what may
          // be left out.
        }
      }
    }

    private void take(DescribeReply.Content content) {
      received += content.getBytes().size();
      if (received <= most) {
        contents.put(content.getHash(), content.getBytes());
      }
    }

    /// How large all definitions are together, as far as they were received.
    long bytes() {
      long all =
          order.stream()
              .mapToLong(part -> contents.getOrDefault(part.getHash(), ByteString.EMPTY).size())
              .sum();
      return Math.max(all, received);
    }
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
