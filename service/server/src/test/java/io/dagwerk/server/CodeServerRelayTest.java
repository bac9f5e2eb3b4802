package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.protocol.NetworkAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An address that stays while what is behind it is replaced.
class CodeServerRelayTest {
  private static final NetworkAddress ANY = new NetworkAddress("127.0.0.1", 0);
  private static final int PATIENCE_MILLIS = 60_000;

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  /// Says its name to whoever comes, and then whatever it is told.
  private int named(char name) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    opened.add(server);
    Thread.startVirtualThread(() -> {
      while (!server.isClosed()) {
        try {
          Socket caller = server.accept();
          opened.add(caller);
          Thread.startVirtualThread(() -> echo(name, caller));
        } catch (IOException closed) {
          return;
        }
      }
    });
    return server.getLocalPort();
  }

  private static void echo(char name, Socket caller) {
    try (caller) {
      caller.getOutputStream().write(name);
      caller.getInputStream().transferTo(caller.getOutputStream());
    } catch (IOException gone) {
      // As is the caller.
    }
  }

  private Socket call(CodeServerRelay relay) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    opened.add(socket);
    return socket;
  }

  private CodeServerRelay relay(int target) throws IOException {
    CodeServerRelay relay = CodeServerRelay.listen(ANY, target);
    opened.add(relay);
    return relay;
  }

  @Test
  void whoCallsAfterTheSwitchReachesTheNextAndWhoCalledBeforeStaysWithTheLast() throws Exception {
    CodeServerRelay relay = relay(named('a'));
    Socket before = call(relay);
    assertThat(before.getInputStream().read()).isEqualTo('a');

    relay.passTo(named('b'));

    assertThat(call(relay).getInputStream().read()).isEqualTo('b');
    before.getOutputStream().write('x');
    assertThat(before.getInputStream().read()).isEqualTo('x');
  }

  @Test
  void whatOneEndHasSaidWholePassesAndThenTheEnd() throws Exception {
    Socket caller = call(relay(named('a')));
    byte[] said = new byte[1 << 20];
    said[said.length - 1] = 7;
    Thread.startVirtualThread(() -> {
      try {
        caller.getOutputStream().write(said);
        caller.shutdownOutput();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    });

    assertThat(caller.getInputStream().read()).isEqualTo('a');
    assertThat(caller.getInputStream().readAllBytes()).isEqualTo(said);
  }

  @Test
  void whoCallsWhileNobodyIsBehindItIsToldByTheEndOfTheConnection() throws Exception {
    int port = named('a');
    opened.removeFirst().close();

    assertThat(call(relay(port)).getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void anAddressThatIsTakenIsToldWithWhatToDo() throws Exception {
    CodeServerRelay relay = relay(1);

    assertThatThrownBy(
            () -> CodeServerRelay.listen(new NetworkAddress("127.0.0.1", relay.port()), 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen at 127.0.0.1:" + relay.port())
        .hasMessageContaining("name another address, or end what is there");
  }
}
