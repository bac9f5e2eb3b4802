package io.dagwerk.codeserver;

import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.ServerId;
import io.dagwerk.protocol.SnapshotCodec;
import io.dagwerk.protocol.SnapshotPart;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeReply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The rule of how a location is described in messages of a bounded size: its parts in order, then
/// the bytes of those that the host has not. Pure.
final class Descriptions {
  private static final int MOST_PARTS = 5000;
  private static final int MOST_BYTES = 1 << 20;

  private final LocationSnapshot location;
  private final ServerId server;
  private final List<SnapshotPart> parts;

  /// @param server the process that serves it
  Descriptions(LocationSnapshot location, ServerId server) {
    this.location = location;
    this.server = server;
    this.parts = SnapshotCodec.parts(location);
  }

  void tell(Set<String> known, Consumer<DescribeReply> to) {
    to.accept(
        DescribeReply.newBuilder()
            .setHead(
                DescribeReply.Head.newBuilder()
                    .setVersion(Protocol.version())
                    .setName(location.name())
                    .setCodeVersion(location.codeVersion())
                    .setServer(server.text()))
            .build());
    for (int start = 0; start < parts.size(); start += MOST_PARTS) {
      DescribeReply.Parts.Builder some = DescribeReply.Parts.newBuilder();
      parts
          .subList(start, Math.min(start + MOST_PARTS, parts.size()))
          .forEach(part ->
              some.addParts(
                  DescribeReply.Part.newBuilder()
                      .setKind(DescribeReply.PartKind.valueOf("PART_KIND_" + part.kind().name()))
                      .setHash(part.hash())));
      to.accept(DescribeReply.newBuilder().setParts(some).build());
    }
    contents(known, to);
  }

  private void contents(Set<String> known, Consumer<DescribeReply> to) {
    Set<String> told = new HashSet<>(known);
    List<SnapshotPart> some = new ArrayList<>();
    int bytes = 0;
    for (SnapshotPart part : parts) {
      if (told.add(part.hash())) {
        some.add(part);
        bytes += part.bytes().size();
        if (bytes >= MOST_BYTES) {
          to.accept(contents(some));
          some.clear();
          bytes = 0;
        }
      }
    }
    if (!some.isEmpty()) {
      to.accept(contents(some));
    }
  }

  private static DescribeReply contents(List<SnapshotPart> parts) {
    DescribeReply.Contents.Builder contents = DescribeReply.Contents.newBuilder();
    parts.forEach(part ->
        contents.addContents(
            DescribeReply.Content.newBuilder().setHash(part.hash()).setBytes(part.bytes())));
    return DescribeReply.newBuilder().setContents(contents).build();
  }
}
