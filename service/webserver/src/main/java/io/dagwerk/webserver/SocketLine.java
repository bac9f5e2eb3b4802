package io.dagwerk.webserver;

import io.dagwerk.model.ConfigTree;
import io.helidon.websocket.WsSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// What goes out on a connection, one message after the other, and whether somebody is there at the
/// other end. Thread-safe.
final class SocketLine {
  private static final Duration PING = Duration.ofSeconds(20);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);
  private static final int NOT_BEGUN = 4408;

  private final WsSession session;
  private final ReentrantLock sending = new ReentrantLock();
  private volatile long heardAt = System.nanoTime();
  private volatile boolean hasEnded;

  SocketLine(WsSession session) {
    this.session = session;
  }

  /// Ends the connection when nobody is there any more, or nothing was begun; asks at times.
  ///
  /// @param hasBegun whether the client has said who it is
  void watch(BooleanSupplier hasBegun) {
    Thread.startVirtualThread(() -> {
      try {
        Thread.sleep(PING);
        if (!hasBegun.getAsBoolean()) {
          close(NOT_BEGUN, "Connection initialisation timeout");
        }
        while (!hasEnded) {
          if (System.nanoTime() - heardAt > LONGEST_SILENCE.toNanos()) {
            ended();
            var _ = session.terminate();
            return;
          }
          ping();
          Thread.sleep(PING);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /// Not when something is on its way that the client does not take.
  private void ping() {
    if (sending.tryLock()) {
      try {
        send(Map.of("type", "ping"));
      } finally {
        sending.unlock();
      }
    }
  }

  void heard() {
    heardAt = System.nanoTime();
  }

  void send(String id, String type) {
    SequencedMap<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("type", type);
    send(message);
  }

  void send(String id, String type, ConfigTree payload) {
    SequencedMap<String, ConfigTree> message = new LinkedHashMap<>();
    message.put("id", ConfigTree.of(id));
    message.put("type", ConfigTree.of(type));
    message.put("payload", payload);
    write(new ConfigTree.Entries(message).toJson());
  }

  void send(Map<String, ?> message) {
    write(ConfigTree.of(message).toJson());
  }

  /// Waits while the client does not read.
  private void write(String text) {
    sending.lock();
    try {
      if (!hasEnded) {
        var _ = session.send(text, true);
      }
    } catch (RuntimeException gone) {
      // However the library tells it: there is nobody to tell anything.
      ended();
    } finally {
      sending.unlock();
    }
  }

  void close(int code, String reason) {
    sending.lock();
    try {
      if (!hasEnded) {
        hasEnded = true;
        var _ = session.close(code, reason);
      }
    } catch (RuntimeException gone) {
      ended();
    } finally {
      sending.unlock();
    }
  }

  void ended() {
    hasEnded = true;
  }
}
