package io.dagwerk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.cli.Typed.Outcome;
import io.dagwerk.webserver.WebserverOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/// How a command finds its server, and what it says when it does not.
final class ServerChoiceTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void theServerOfTheInstanceIsAskedWithItsToken() {
    try (Typed typed = new Typed(folder, WebserverOptions.loopback(0).token("t0ken"))) {
      ServerAddress address = new ServerAddress(typed.webserver.url(), Optional.of("t0ken"));
      typed.environment.clear();

      new ServerFile(folder.resolve(".dagwerk")).write(address);
      assertThat(typed.type("runs", "list").code()).isEqualTo(0);

      new ServerFile(folder.resolve("other")).write(address);
      new ServerFile(folder.resolve(".dagwerk")).delete();
      assertThat(typed.type("runs", "list").code()).isEqualTo(4);
      assertThat(typed.type("runs", "list", "--instance=other").code()).isEqualTo(0);
      typed.environment.put("DAGWERK_HOME", "other");
      assertThat(typed.type("runs", "list").code()).isEqualTo(0);
    }
  }

  @Test
  void theAddressOfTheUserInterfaceHasTheTokenWhereNoServerIsToldIt() {
    try (Typed typed = new Typed(folder, WebserverOptions.loopback(0).token("t0ken+1"))) {
      String url = typed.webserver.url();
      typed.environment.clear();
      assertThat(typed.type("ui").err()).contains("no server runs here");

      new ServerFile(folder.resolve(".dagwerk"))
          .write(new ServerAddress(url, Optional.of("t0ken+1")));
      assertThat(typed.type("ui")).isEqualTo(new Outcome(0, url + "/#token=t0ken%2B1\n", ""));
      assertThat(typed.type("ui", "--server=http://127.0.0.1:1").code()).isEqualTo(4);
    }
    try (Typed typed = new Typed(folder, WebserverOptions.loopback(0))) {
      String url = typed.webserver.url();
      assertThat(typed.type("ui", "--server=" + url).out()).isEqualTo(url + "/\n");
    }
  }

  @Test
  void aServerIsNamedByOptionOrVariable() {
    try (Typed typed = new Typed(folder, WebserverOptions.loopback(0).token("t0ken"))) {
      typed.environment.put("DAGWERK_SERVER", "http://127.0.0.1:1");
      String url = typed.webserver.url();

      assertThat(typed.type("runs", "list", "--server=" + url).err()).contains("wants a token");
      typed.environment.put("DAGWERK_TOKEN", "t0ken");
      assertThat(typed.type("runs", "list", "--server=" + url + "/").code()).isEqualTo(0);
      typed.environment.put("DAGWERK_SERVER", url);
      assertThat(typed.type("runs", "list").code()).isEqualTo(0);
      typed.environment.put("DAGWERK_TOKEN", "t0ken\n");
      assertThat(typed.type("runs", "list"))
          .isEqualTo(
              new Outcome(
                  2,
                  "",
                  "dagwerk: the variable DAGWERK_TOKEN: expected a token of letters, digits and punctuation of ASCII, but found one that is blank, or has spaces, line breaks or other characters\n"));
    }
  }

  @Test
  void aTokenIsReadFromAFile() throws IOException {
    try (Typed typed = new Typed(folder, WebserverOptions.loopback(0).token("t0ken"))) {
      Files.writeString(folder.resolve("token"), "t0ken\n");
      Files.writeString(folder.resolve("other"), "other");
      Files.writeString(folder.resolve("two"), "one two");
      typed.environment.put("DAGWERK_TOKEN", "not this one");

      assertThat(typed.type("runs", "list", "--token-file=token").code()).isEqualTo(0);
      Outcome other = typed.type("runs", "list", "--token-file=other");
      assertThat(other.code()).isEqualTo(3);
      assertThat(other.err())
          .contains("does not take the token that it was brought", "--token-file")
          .doesNotContain("other");
      assertThat(typed.type("runs", "list", "--token-file=missing").err())
          .contains("the token file 'missing' cannot be read");
      assertThat(typed.type("runs", "list", "--token-file=two").err())
          .contains("the token file 'two': expected a token");
      assertThat(typed.type("runs", "list", "--token-file=token", "--instance=here").err())
          .contains("that of the instance says its token itself");
    }
  }

  @Test
  void whereNoServerRunsItIsSaidWhatToStart() {
    try (Typed typed = new Typed(folder)) {
      typed.environment.clear();

      assertThat(typed.type("runs", "list"))
          .isEqualTo(
              new Outcome(
                  4,
                  "",
                  ("dagwerk: no server runs here: there is no %s; start one with 'dagwerk server',"
                          + " or name one by --server URL\n")
                      .formatted(folder.resolve(".dagwerk/server.json"))));
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsNamed() {
    try (Typed typed = new Typed(folder)) {
      assertThat(typed.type("runs", "list", "--server=http://127.0.0.1:1"))
          .isEqualTo(
              new Outcome(
                  4,
                  "",
                  "dagwerk: no server answers at http://127.0.0.1:1; start one with 'dagwerk"
                      + " server', or name another by --server\n"));
      assertThat(typed.type("runs", "list", "--server=nonsense").code()).isEqualTo(2);
    }
  }

  @Test
  void whenNoAnswerComesToALaunchItIsSaidHowToSeeWhetherItHappened() throws Exception {
    try (Typed typed = new Typed(folder);
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> hangUp(server));

      Outcome outcome =
          typed.type("run", "refresh", "--server=http://127.0.0.1:" + server.getLocalPort());

      assertThat(outcome.code()).isEqualTo(4);
      assertThat(outcome.err())
          .contains(
              "broke the connection before it answered", "may have been launched all the same")
          .containsPattern("'dagwerk runs show [0-9a-f-]{36}' tells whether it was");
    }
  }

  /// Takes a request, and goes without an answer.
  private static void hangUp(ServerSocket server) {
    try (Socket asked = server.accept()) {
      asked.getInputStream().readNBytes(100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theFileOfAServerIsForItsOwnerAlone() throws IOException {
    ServerFile file = new ServerFile(folder);
    file.write(ServerAddress.of("http://127.0.0.1:1"));
    file.write(new ServerAddress("http://127.0.0.1:2", Optional.of("t0ken")));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(file.read()).contains(new ServerAddress("http://127.0.0.1:2", Optional.of("t0ken")));
    assertThat(folder.toFile().list()).containsExactly("server.json");
  }

  @Test
  void aFileThatIsNoneOfAServerIsTold() throws IOException {
    try (Typed typed = new Typed(folder)) {
      typed.environment.clear();
      Files.createDirectories(folder.resolve(".dagwerk"));
      Files.writeString(folder.resolve(".dagwerk/server.json"), "{}");

      Outcome outcome = typed.type("runs", "list");

      assertThat(outcome.code()).isEqualTo(4);
      assertThat(outcome.err()).contains("server.json cannot be read", "'url'");
    }
  }

  @Test
  void helpTellsOptionsAndExitCodes() {
    try (Typed typed = new Typed(folder)) {
      assertThat(typed.type("run", "--help").out())
          .contains("--partitions", "Exit codes:", "3     what was asked for cannot be done");
      assertThat(typed.type("--help").out()).contains("run", "runs", "locations");
      assertThat(typed.type("runs").err())
          .contains("expected one of its commands: list, show, logs, cancel, rerun, delete");
      assertThat(typed.type("rum").err()).contains("rum", "run");
      assertThat(typed.type("rum").code()).isEqualTo(2);
    }
  }

  /// A command of a program that stands on this module.
  @Command(name = "server")
  private static final class ServerCommand implements Runnable {
    private boolean ran;

    @Override
    public void run() {
      ran = true;
    }
  }

  @Test
  void aProgramAddsCommandsOfItsOwn() {
    ServerCommand command = new ServerCommand();

    int code =
        new Dagwerk(Surroundings.ofProcess()).with("server", () -> command).execute("server");

    assertThat(code).isEqualTo(0);
    assertThat(command.ran).isTrue();
  }
}
