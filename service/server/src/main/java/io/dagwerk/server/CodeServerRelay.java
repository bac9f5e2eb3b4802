package io.dagwerk.server;

import io.dagwerk.protocol.NetworkAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Listens where a code server is found, and passes each connection on to the process that serves
/// there at that time, on a port of loopback. So the process may be replaced, and the address never
/// refuses anybody. What passes is not looked at: TLS and token are between the two ends.
/// Thread-safe.
final class CodeServerRelay implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 1_024;
  private static final int CHUNK = 1 << 15;

  private final ServerSocket listening;
  private final Semaphore room = new Semaphore(MOST_CONNECTIONS);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;

  private CodeServerRelay(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
  }

  /// Listens.
  ///
  /// @param target the port of loopback that connections are passed on to, until it is another
  /// @throws IOException when it cannot, with what to do
  static CodeServerRelay listen(NetworkAddress address, int target) throws IOException {
    ServerSocket listening = new ServerSocket();
    try {
      listening.setReuseAddress(true);
      listening.bind(new InetSocketAddress(address.host(), address.port()));
    } catch (IOException e) {
      listening.close();
      throw new IOException(
          "the code server cannot listen at %s: %s; name another address, or end what is there"
              .formatted(address, e.getMessage()),
          e);
    }
    CodeServerRelay relay = new CodeServerRelay(listening, target);
    Thread.ofPlatform().daemon().name("dagwerk-code-server-relay").start(relay::accept);
    return relay;
  }

  int port() {
    return listening.getLocalPort();
  }

  /// Passes new connections on to another port. Those that there are last until an end closes them.
  void passTo(int port) {
    target = port;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket caller = listening.accept();
        if (room.tryAcquire()) {
          Thread.startVirtualThread(() -> pass(caller));
        } else {
          caller.close();
        }
      } catch (IOException closedOrGone) {
        // Whoever called is gone already, or this is closed, which ends the loop.
      }
    }
  }

  private void pass(Socket caller) {
    try (caller;
        Socket served = new Socket(InetAddress.getLoopbackAddress(), target)) {
      open.add(caller);
      open.add(served);
      caller.setTcpNoDelay(true);
      served.setTcpNoDelay(true);
      Thread back = Thread.startVirtualThread(() -> copy(served, caller));
      copy(caller, served);
      back.join();
      open.remove(served);
    } catch (IOException gone) {
      // The connection is closed, by which the caller knows.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(caller);
      room.release();
    }
  }

  /// Until one end has said all. The other is told so; when an end is gone, both are closed.
  private static void copy(Socket from, Socket to) {
    try {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      byte[] chunk = new byte[CHUNK];
      for (int read = input.read(chunk); read >= 0; read = input.read(chunk)) {
        output.write(chunk, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException broken) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone as well.
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      // It listens no more as well.
    }
    open.forEach(CodeServerRelay::close);
  }
}
