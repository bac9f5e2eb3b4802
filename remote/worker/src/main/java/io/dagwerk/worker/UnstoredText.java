package io.dagwerk.worker;

import com.google.protobuf.ByteString;
import io.dagwerk.protocol.PrintedStream;
import io.dagwerk.protocol.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// What was printed to one stream and is not stored: a part that is sent, and what waits behind it.
/// Confined to its owner's monitor.
///
/// What was sent once is never changed, so that the host, who may have it, finds the same bytes at
/// the same place when it comes again. Only what waits may be dropped.
final class UnstoredText {
  /// What an array and its place in the queue take beside its bytes.
  private static final int COST = 32;

  private final PrintedStream stream;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private ByteString sent = ByteString.EMPTY;
  private long stored;
  private long waitingSize;
  private long lost;
  private boolean underWay;
  private boolean closes;
  private State state = State.OPEN;

  private enum State {
    OPEN,
    CLOSING,
    CLOSED
  }

  /// What is sent of a stream.
  ///
  /// @param offset of the first byte
  /// @param closes whether nothing more is expected after it
  record Part(PrintedStream stream, long offset, ByteString bytes, boolean closes) {}

  UnstoredText(PrintedStream stream) {
    this.stream = stream;
  }

  void add(byte[] text) {
    state = State.OPEN;
    int most = Protocol.LARGEST_PRINTED;
    for (int from = 0; from < text.length; from += most) {
      byte[] piece =
          text.length <= most
              ? text
              : Arrays.copyOfRange(text, from, Math.min(text.length, from + most));
      waiting.add(piece);
      waitingSize += piece.length + COST;
    }
  }

  /// Nothing more is expected.
  void close() {
    if (state == State.OPEN) {
      state = State.CLOSING;
    }
  }

  /// How much memory it takes, in bytes.
  long size() {
    return waitingSize + sent.size();
  }

  long waitingSize() {
    return waitingSize;
  }

  /// How many bytes are sent and not answered.
  int underWay() {
    return underWay ? sent.size() : 0;
  }

  boolean isUnderWay() {
    return underWay;
  }

  boolean isDone() {
    return !underWay && sent.isEmpty() && !hasMore();
  }

  boolean isSendable() {
    return !underWay && !isDone();
  }

  private boolean hasMore() {
    return lost > 0 || !waiting.isEmpty() || state == State.CLOSING;
  }

  /// What is to be sent; nothing more until it is answered.
  Part next() {
    if (sent.isEmpty()) {
      sent = taken();
    }
    underWay = true;
    closes = state == State.CLOSING && waiting.isEmpty();
    return new Part(stream, stored, sent, closes);
  }

  private ByteString taken() {
    ByteString.Output part = ByteString.newOutput();
    if (lost > 0) {
      write(
          part,
          "[%,d bytes that were printed are missing here: the run host could not take them]\n"
              .formatted(lost)
              .getBytes(StandardCharsets.UTF_8));
      lost = 0;
    }
    while (!waiting.isEmpty()
        && part.size() + waiting.getFirst().length <= Protocol.LARGEST_PRINTED) {
      byte[] text = waiting.remove();
      waitingSize -= text.length + COST;
      write(part, text);
    }
    return part.toByteString();
  }

  private static void write(ByteString.Output part, byte[] text) {
    part.write(text, 0, text.length);
  }

  /// The host has the stream up to this place.
  void stored(long end) {
    underWay = false;
    if (end < stored) {
      // It has lost what it had, and a new part begins with saying so.
      lost += stored - end;
      waiting.addFirst(sent.toByteArray());
      waitingSize += sent.size() + COST;
      sent = ByteString.EMPTY;
    } else {
      sent = sent.substring((int) Math.min(sent.size(), end - stored));
      boolean isAll = sent.isEmpty() && waiting.isEmpty() && lost == 0;
      if (closes && isAll && state == State.CLOSING) {
        state = State.CLOSED;
      }
    }
    stored = end;
  }

  /// What was sent may not have arrived.
  void sendAgain() {
    underWay = false;
  }

  /// Drops the older half of what waits.
  void drop() {
    long kept = waitingSize / 2;
    while (waitingSize > kept) {
      byte[] text = waiting.remove();
      waitingSize -= text.length + COST;
      lost += text.length;
    }
  }
}
