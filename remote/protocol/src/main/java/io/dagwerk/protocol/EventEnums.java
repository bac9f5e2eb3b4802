package io.dagwerk.protocol;

import io.dagwerk.model.Event;
import io.dagwerk.protocol.v1.EventProto;

/// The constants that stand in events.
final class EventEnums {
  static final EnumTable<Event.FailureKind, EventProto.FailureKind> FAILURES =
      EnumTable.of(Event.FailureKind.class, EventProto.FailureKind.class, "FAILURE_KIND_");
  static final EnumTable<Event.Level, EventProto.Level> LEVELS =
      EnumTable.of(Event.Level.class, EventProto.Level.class, "LEVEL_");
  static final EnumTable<Event.Stream, EventProto.Stream> STREAMS =
      EnumTable.of(Event.Stream.class, EventProto.Stream.class, "STREAM_");
  static final EnumTable<Event.Attribution, EventProto.Attribution> ATTRIBUTIONS =
      EnumTable.of(Event.Attribution.class, EventProto.Attribution.class, "ATTRIBUTION_");

  private EventEnums() {}
}
