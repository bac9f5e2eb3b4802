package io.dagwerk.webserver;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// What a client goes on to send after its request was refused. The connection ends with it, and a
/// part is read before: who is cut off while it sends may never read why.
final class UnreadBody {
  /// How much is read and dropped: more than the largest body that is usually taken.
  static final int MOST_DROPPED = 8 * 1024 * 1024;

  private static final Executor AFTER_A_WHILE =
      CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);
  private static final int BUFFER = 8_192;

  private UnreadBody() {}

  static boolean isIn(ServerRequest request) {
    return request.content().hasEntity() && !request.content().consumed();
  }

  /// Reads and drops what is sent, to a bound. A client that sends nothing more is cut off: its
  /// thread waits for it, and nothing but an interrupt, which closes the channel, ends that.
  static void drop(ServerRequest request) {
    // Who asked whether to send the body has its answer, and sends none.
    if (request.headers().contains(HeaderNames.EXPECT)) {
      return;
    }
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(Thread.currentThread()::interrupt, AFTER_A_WHILE);
    try {
      read(request.content().inputStream());
    } catch (IOException | RuntimeException ended) {
      // However the library tells that no more can be read: it is not wanted.
    } finally {
      end.cancel(false);
    }
  }

  private static void read(InputStream body) throws IOException {
    byte[] dropped = new byte[BUFFER];
    int left = MOST_DROPPED;
    for (int read = 0; read >= 0 && left > 0; left -= read) {
      read = body.read(dropped);
    }
  }
}
