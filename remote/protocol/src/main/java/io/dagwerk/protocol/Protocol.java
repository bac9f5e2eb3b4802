package io.dagwerk.protocol;

import io.dagwerk.protocol.v1.RunHostProto.ProtocolVersion;
import java.util.Optional;

/// The version of the protocol that this code speaks.
public final class Protocol {
  /// Of both sides it has to be the same.
  public static final int MAJOR = 1;

  /// Counts additions, which the other side need not know.
  public static final int MINOR = 4;

  /// How large a message may be, in bytes; what may be larger is sent in pieces.
  public static final int LARGEST_MESSAGE = 8 << 20;

  /// How large an event may be that cannot be cut, in bytes: as large as it may be stored.
  public static final int LARGEST_EVENT = 1 << 20;

  /// The most bytes of printed text in one message.
  public static final int LARGEST_PRINTED = 256 << 10;

  /// A worker sends no more printed text when so many bytes are not stored.
  public static final int PRINTED_WINDOW = 1 << 20;

  /// A worker sends no more printed text when so many messages are not stored.
  public static final int PRINTED_MESSAGES = 256;

  private Protocol() {}

  public static ProtocolVersion version() {
    return ProtocolVersion.newBuilder().setMajor(MAJOR).setMinor(MINOR).build();
  }

  /// Whether a run host takes printed text in streams; else it is sent as events.
  public static boolean takesPrintedText(ProtocolVersion host) {
    return host.getMinor() >= 2;
  }

  /// Whether a run host understands that a worker gives up; else it only sees that the worker ends.
  public static boolean hearsGivingUp(ProtocolVersion host) {
    return host.getMinor() >= 3;
  }

  /// Whether a run host answers heartbeats; else only what it stores shows that it goes on.
  public static boolean answersHeartbeats(ProtocolVersion host) {
    return host.getMinor() >= 4;
  }

  /// Why this side cannot speak with one of that version; empty when it can.
  ///
  /// @param side what the other side is called, such as `worker`
  public static Optional<String> refusal(String side, ProtocolVersion other) {
    return other.getMajor() == MAJOR
        ? Optional.empty()
        : Optional.of(
            "the %s speaks version %d.%d of the protocol, but this side speaks %d.%d; run the same release of Dagwerk on both"
                .formatted(side, other.getMajor(), other.getMinor(), MAJOR, MINOR));
  }
}
