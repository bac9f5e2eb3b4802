package io.dagwerk.protocol;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.protocol.SnapshotPart.Kind;
import io.dagwerk.protocol.v1.SnapshotProto;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/// What a code location defines as parts, and back.
public final class SnapshotCodec {
  private SnapshotCodec() {}

  /// All of a location.
  public static byte[] encode(LocationSnapshot location) {
    SnapshotProto.Location.Builder message =
        SnapshotProto.Location.newBuilder()
            .setName(location.name())
            .setCodeVersion(location.codeVersion());
    location.nodes().forEach(it -> message.addNodes(NodeCodec.toMessage(it)));
    location.jobs().forEach(it -> message.addJobs(JobCodec.toMessage(it)));
    location.resources().forEach(it -> message.addResources(JobCodec.toMessage(it)));
    location.schedules().forEach(it -> message.addSchedules(InstigatorCodec.toMessage(it)));
    location.sensors().forEach(it -> message.addSensors(InstigatorCodec.toMessage(it)));
    return message.build().toByteArray();
  }

  /// The location that bytes of [#encode] say.
  ///
  /// @throws UnreadableMessage when they say none
  public static LocationSnapshot decode(byte[] bytes) {
    return Messages.read(
        bytes, "Location", SnapshotProto.Location.parser(), SnapshotCodec::fromMessage);
  }

  private static LocationSnapshot fromMessage(SnapshotProto.Location message) {
    return new LocationSnapshot(
        message.getName(),
        message.getCodeVersion(),
        message.getNodesList().stream().map(NodeCodec::fromMessage).toList(),
        message.getJobsList().stream().map(JobCodec::fromMessage).toList(),
        message.getResourcesList().stream().map(JobCodec::fromMessage).toList(),
        message.getSchedulesList().stream().map(InstigatorCodec::fromMessage).toList(),
        message.getSensorsList().stream().map(InstigatorCodec::fromMessage).toList());
  }

  /// The parts of a location, in its order.
  public static List<SnapshotPart> parts(LocationSnapshot location) {
    List<SnapshotPart> parts = new ArrayList<>();
    add(Kind.NODE, location.nodes(), NodeCodec::toMessage, parts);
    add(Kind.JOB, location.jobs(), JobCodec::toMessage, parts);
    add(Kind.RESOURCE, location.resources(), JobCodec::toMessage, parts);
    add(Kind.SCHEDULE, location.schedules(), InstigatorCodec::toMessage, parts);
    add(Kind.SENSOR, location.sensors(), InstigatorCodec::toMessage, parts);
    return parts;
  }

  /// The version of the code of a location: one for equal nodes, jobs and resources, whatever their
  /// schedules and sensors are.
  ///
  /// @return the SHA-256 of their hashes, in hexadecimal
  public static String codeVersion(LocationSnapshot location) {
    MessageDigest digest = SnapshotPart.sha256();
    for (SnapshotPart part : parts(location)) {
      switch (part.kind()) {
        case NODE, JOB, RESOURCE -> digest.update(HexFormat.of().parseHex(part.hash()));
        case SCHEDULE, SENSOR -> {
          // What starts runs is no part of them.
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// On all cores: for a large location this is much of what loading it takes.
  private static <T> void add(
      Kind kind,
      List<T> definitions,
      Function<T, ? extends MessageLite> write,
      List<SnapshotPart> parts) {
    parts.addAll(
        definitions.parallelStream()
            .map(it -> SnapshotPart.of(kind, write.apply(it).toByteString()))
            .toList());
  }

  /// The location of these parts, in their order.
  ///
  /// @throws UnreadableMessage when the bytes of a part are not of its kind
  public static LocationSnapshot join(String name, String codeVersion, List<SnapshotPart> parts) {
    return new LocationSnapshot(
        name,
        codeVersion,
        read(parts, Kind.NODE, SnapshotProto.Node.parser(), NodeCodec::fromMessage),
        read(parts, Kind.JOB, SnapshotProto.Job.parser(), JobCodec::fromMessage),
        read(parts, Kind.RESOURCE, SnapshotProto.Resource.parser(), JobCodec::fromMessage),
        read(parts, Kind.SCHEDULE, SnapshotProto.Schedule.parser(), InstigatorCodec::fromMessage),
        read(parts, Kind.SENSOR, SnapshotProto.Sensor.parser(), InstigatorCodec::fromMessage));
  }

  private static <M extends MessageLite, T> List<T> read(
      List<SnapshotPart> parts, Kind kind, Parser<M> parser, Function<M, T> read) {
    return parts.parallelStream()
        .filter(part -> part.kind() == kind)
        .map(part -> Messages.read(part.bytes().toByteArray(), kind.message(), parser, read))
        .toList();
  }
}
