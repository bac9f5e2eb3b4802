package io.dagwerk.webserver;

import io.dagwerk.model.ConfigTree;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.websocket.WsSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// What goes out on a connection, one message after the other, and whether somebody is there at the
/// other end. The library does not tell that a connection broke, so it is watched: whoever is
/// silent is asked, and whoever stays silent is left. Thread-safe.
final class SocketLine {
  private static final int NOT_BEGUN = 4408;

  private final WsSession session;
  private final Patience patience;
  private final Runnable whenEnded;
  private final ReentrantLock sending = new ReentrantLock();
  private volatile long heardAt = System.nanoTime();
  private volatile boolean hasEnded;

  /// How long whoever is at the other end may say nothing.
  ///
  /// @param ping until it is asked, and the longest until it has to say who it is
  /// @param silence until it is left
  record Patience(Duration ping, Duration silence) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60));
  }

  /// @param whenEnded called at least once, when nothing goes out any more
  SocketLine(WsSession session, Patience patience, Runnable whenEnded) {
    this.session = session;
    this.patience = patience;
    this.whenEnded = whenEnded;
  }

  /// Ends the connection when nobody is there any more, or nothing was begun; asks at times.
  ///
  /// @param hasBegun whether the client has said who it is
  void watch(BooleanSupplier hasBegun) {
    Thread.startVirtualThread(() -> {
      try {
        Thread.sleep(patience.ping());
        if (!hasBegun.getAsBoolean()) {
          close(NOT_BEGUN, "Connection initialisation timeout");
        }
        while (!hasEnded && !isSilent()) {
          ping();
          Thread.sleep(patience.ping());
        }
        // Whoever was told that it is over has had the time to say so too.
        Thread.sleep(patience.ping());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        cut();
      }
    });
  }

  private boolean isSilent() {
    return System.nanoTime() - heardAt > patience.silence().toNanos();
  }

  /// Ends it whether the other side hears of it or not.
  private void cut() {
    hasEnded = true;
    if (session instanceof ServerConnection connection) {
      connection.close(true);
    }
    whenEnded.run();
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

  /// @param isWanted asked when all that came before is written
  /// @return whether it was sent
  boolean send(String id, String type, Optional<ConfigTree> payload, BooleanSupplier isWanted) {
    SequencedMap<String, ConfigTree> message = new LinkedHashMap<>();
    message.put("id", ConfigTree.of(id));
    message.put("type", ConfigTree.of(type));
    payload.ifPresent(it -> message.put("payload", it));
    return write(new ConfigTree.Entries(message).toJson(), isWanted);
  }

  void send(Map<String, ?> message) {
    var _ = write(ConfigTree.of(message).toJson(), () -> true);
  }

  /// Waits while the client does not read. Called with no monitor held: others are ended by it.
  private boolean write(String text, BooleanSupplier isWanted) {
    boolean isSent = false;
    sending.lock();
    try {
      if (!hasEnded && isWanted.getAsBoolean()) {
        var _ = session.send(text, true);
        isSent = true;
      }
    } catch (RuntimeException gone) {
      // However the library tells it: there is nobody to tell anything.
      hasEnded = true;
    } finally {
      sending.unlock();
    }
    if (hasEnded) {
      whenEnded.run();
    }
    return isSent && !hasEnded;
  }

  /// Says why it ends, unless the client does not even take what is on its way.
  void close(int code, String reason) {
    boolean isFree = false;
    try {
      isFree = sending.tryLock(1, TimeUnit.SECONDS);
      if (isFree && !hasEnded) {
        var _ = session.close(code, reason);
      }
    } catch (RuntimeException gone) {
      // As above.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hasEnded = true;
      if (isFree) {
        sending.unlock();
      }
      whenEnded.run();
    }
  }

  void ended() {
    hasEnded = true;
  }
}
