package io.dagwerk.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import io.dagwerk.model.Event;
import io.dagwerk.protocol.v1.EventProto;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Events as bytes, and back. These bytes are what a worker sends and a store keeps, so what was
/// written once is readable for ever.
///
/// ```java
/// byte[] bytes = EventCodec.encode(now, new Event.RunStarted());
/// DecodedEvent event = EventCodec.decode(bytes);
/// ```
public final class EventCodec {
  private static final int FIRST_KIND = 10;

  private EventCodec() {}

  /// @param at when it happened; what is finer than microseconds is cut off
  public static byte[] encode(Instant at, Event event) {
    return EventWriter.write(event)
        .setAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, at))
        .build()
        .toByteArray();
  }

  /// An event as [#bounded] makes it.
  ///
  /// @param most how many bytes it may have
  /// @throws EventTooLarge when it is also too large to be sent without what can be cut
  public static byte[] encodeToSend(Instant at, Event event, long most) {
    byte[] bytes = encode(at, event);
    byte[] cut = bounded(bytes, most);
    if (cut.length > Protocol.LARGEST_EVENT) {
      throw new EventTooLarge(event, bytes.length);
    }
    return cut;
  }

  /// The bytes of an event. What people read in a larger one (messages, lines, stacks, metadata) is
  /// cut where it is long, and says how much is missing.
  ///
  /// @param most how many bytes it may have; it has more only when what the engine goes by has
  /// @throws UnreadableMessage when they are too many and no event of any version
  public static byte[] bounded(byte[] event, long most) {
    return event.length <= most ? event : ShortenedEvent.of(event, most);
  }

  /// Fields that this version does not know are skipped.
  ///
  /// @throws UnreadableMessage when the bytes are no event of any version
  public static DecodedEvent decode(byte[] bytes) {
    EventProto.Event message;
    try {
      message = EventProto.Event.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new UnreadableMessage(
          "%d bytes that are no Event: %s".formatted(bytes.length, e.getMessage()), e);
    }
    Instant at = Instant.EPOCH.plus(message.getAtMicros(), ChronoUnit.MICROS);
    try {
      Optional<Event> event = EventReader.read(message);
      return event.isPresent()
          ? new DecodedEvent.Known(at, event.get())
          : unknown(at, message, "of kind " + kindOf(message));
    } catch (UnreadableMessage e) {
      return unknown(at, message, "with " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new UnreadableMessage(
          "an Event '%s': %s".formatted(message.getKindCase(), e.getMessage()), e);
    }
  }

  private static DecodedEvent unknown(Instant at, EventProto.Event message, String what) {
    return new DecodedEvent.Unknown(
        at,
        CommonCodec.optional(message::hasStep, message::getStep, CommonCodec::fromMessage),
        what);
  }

  private static int kindOf(EventProto.Event message) {
    return message.getUnknownFields().asMap().keySet().stream()
        .filter(field -> field >= FIRST_KIND)
        .findFirst()
        .orElse(0);
  }
}
