package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.Covers;
import io.dagwerk.testsupport.UserCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Code servers that are started by hand, a server that is told where they listen, and runs of
/// both: all of them processes of their own.
class CodeServersElsewhereTest {
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;
      import java.nio.file.*;
      import java.util.concurrent.*;

      public final class Pipeline implements CodeLocation {
        final Job tell =
            Job.named("tell").running(graph -> graph.op("version").doing(Pipeline::tell));
        final Job gate =
            Job.named("gate")
                .running(graph -> {
                  Op<String> first = graph.op("first", String.class).by(Pipeline::first);
                  graph.op("last").from(first).doing(Pipeline::last);
                });

        public Definitions definitions() {
          @BODY@
          return Definitions.in(this);
        }

        static void tell() {
          System.out.println("version=@VERSION@ token=" + System.getenv("CODE_TOKEN"));
        }

        static String first() throws Exception {
          Files.createTempFile(Path.of("@FOLDER@"), "first-", ".mark");
          while (!Files.exists(Path.of("@FOLDER@", "gate"))) {
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
          }
          return "first";
        }

        static void last(String value) throws Exception {
          System.out.println("last=@VERSION@");
        }
      }
      """;

  @TempDir private Path folder;
  private final List<AutoCloseable> started = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : started.reversed()) {
      each.close();
    }
  }

  private Path code(String version, String body) throws Exception {
    String source =
        PIPELINE
            .replace("@FOLDER@", folder.toString())
            .replace("@VERSION@", version)
            .replace("@BODY@", body);
    return UserCode.compile(Files.createDirectory(folder.resolve(version)), source, List.of())
        .classes();
  }

  private StandingProcess serve(int port, Path code, List<String> more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--location",
                "pipeline",
                "--definitions",
                "pipeline.Pipeline",
                "--class-path",
                code.toString()));
    arguments.addAll(more);
    StandingProcess process = StandingProcess.start(folder, port, arguments);
    started.add(process);
    return process;
  }

  private HostProcess host(String settings) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("dagwerk.yaml"), settings);
    HostProcess host = new HostProcess(folder, List.of("server", "--settings", file.toString()));
    started.add(host);
    host.awaitPrinted("pipeline\tREADY\t", "locations", "list");
    return host;
  }

  private static String run(HostProcess host, String job) {
    Ended run = host.dagwerk("run", job);
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    return run.out();
  }

  private String launchGate(HostProcess host) throws Exception {
    Ended launched = host.dagwerk("run", "gate", "--detach");
    assertThat(launched.code()).as(launched.err()).isZero();
    String run = launched.out().strip();
    host.awaitPrinted("first\tRUNNING", "runs", "show", run);
    return run;
  }

  private String plain(StandingProcess process) {
    return """
    locations:
      pipeline: {address: '%s'}
    runs: {most: 1}
    """
        .formatted(process.address());
  }

  @Test
  void onLoopbackItIsServedPlainlyAndDescribesItself() throws Exception {
    StandingProcess server = serve(0, code("v1", ""), List.of());
    HostProcess host = host(plain(server));

    assertThat(run(host, "tell")).contains("version=v1");
    assertThat(server.log())
        .contains("listens at " + server.address() + ", plainly, and answers everybody")
        .contains("Location 'pipeline' is served: version ", "on JDK " + Runtime.version());
  }

  @Test
  void codeServerAndWorkersAreReachedByTlsWithATokenThatTheCodeDoesNotSee() throws Exception {
    Certificate certificate = Certificate.valid(folder, "code");
    Certificate.valid(folder, "host");
    List<String> options = new ArrayList<>(certificate.arguments());
    options.addAll(List.of("--token-env", "CODE_TOKEN"));
    StandingProcess server = serve(0, code("v1", ""), options);
    HostProcess host =
        host(
            """
            locations:
              pipeline:
                address: 'localhost:%d'
                tls: {caCertificate: code-ca.pem}
                token: {env: CODE_TOKEN}
            runHost:
              listen: '127.0.0.1:0'
              advertise: 'localhost:0'
              tls: {certificate: host.pem, key: host.key, caCertificate: host-ca.pem}
            """
                .formatted(server.port()));

    assertThat(run(host, "tell")).contains("version=v1 token=null");
    assertThat(server.log()).contains("by TLS, for hosts that show the token");
  }

  @Test
  void whatIsWrongWithAnAddressIsToldAndTheOthersWork() throws Exception {
    Path code = code("v1", "");
    StandingProcess plain = serve(0, code, List.of());
    List<String> options = new ArrayList<>(Certificate.valid(folder, "code").arguments());
    Files.writeString(folder.resolve("token"), StandingProcess.TOKEN + "\n");
    options.addAll(List.of("--token-file", "token"));
    StandingProcess secured = serve(0, code, options);
    StandingProcess expired = serve(0, code, Certificate.expired(folder, "expired").arguments());
    Certificate.valid(folder, "other");
    HostProcess host =
        host(
            """
            locations:
              pipeline: {address: '%1$s'}
              other-name: {address: '%1$s'}
              tls-to-plain: {address: '%1$s', tls: {}}
              nobody: {address: '127.0.0.1:1'}
              wrong-token: {address: '%2$s', tls: {caCertificate: code-ca.pem}, token: guessed}
              untrusted: {address: '%2$s', tls: {caCertificate: other-ca.pem}, token: {env: CODE_TOKEN}}
              plain-to-tls: {address: '%2$s', token: {env: CODE_TOKEN}}
              expired: {address: '%3$s', tls: {caCertificate: expired-ca.pem}}
            """
                .formatted(plain.address(), secured.address(), expired.address()));

    assertThat(told(host, "other-name"))
        .contains("serves location 'pipeline'", "--location other-name");
    assertThat(told(host, "tls-to-plain")).contains("it does not speak TLS");
    assertThat(told(host, "nobody")).contains("127.0.0.1:1", "nothing listens there");
    assertThat(told(host, "wrong-token")).contains("does not take the token");
    assertThat(told(host, "untrusted")).contains("signed by nobody who is trusted here");
    assertThat(told(host, "plain-to-tls")).contains("speaks TLS?");
    assertThat(told(host, "expired")).contains("TLS certificate has expired");
    assertThat(run(host, "tell")).contains("version=v1");
  }

  private static String told(HostProcess host, String location) throws Exception {
    host.awaitPrinted(location + "\tDOWN", "locations", "list");
    return host.dagwerk("locations", "list")
        .err()
        .lines()
        .filter(line -> line.startsWith("location '%s': ".formatted(location)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Covers("S2.6")
  void aNewVersionBehindTheAddressGetsWhatIsLaunchedAndRunsEndOnTheirs() throws Exception {
    StandingProcess old = serve(0, code("v1", ""), List.of());
    HostProcess host = host(plain(old).replace("most: 1", "most: 2"));
    String run = launchGate(host);

    old.stop();
    host.awaitPrinted("pipeline\tDOWN", "locations", "list");
    serve(old.port(), code("v2", ""), List.of());
    host.awaitPrinted("pipeline\tREADY\t", "locations", "list");

    assertThat(run(host, "tell")).contains("version=v2");
    Files.createFile(folder.resolve("gate"));
    host.awaitPrinted("the run succeeded", "runs", "show", run);
    assertThat(host.dagwerk("runs", "logs", run).out()).contains("last=v1");
    assertThat(host.calls("first")).isEqualTo(1);
  }

  @Test
  void oneThatIsKilledAndStartedAgainLosesNoRunAndStartsWhatWaits() throws Exception {
    Path code = code("v1", "");
    StandingProcess old = serve(0, code, List.of());
    HostProcess host = host(plain(old));
    String run = launchGate(host);
    String waiting = host.dagwerk("run", "tell", "--detach").out().strip();

    old.kill();
    host.awaitPrinted("pipeline\tDOWN", "locations", "list");
    Files.createFile(folder.resolve("gate"));
    host.awaitPrinted("the run succeeded", "runs", "show", run);
    assertThat(host.dagwerk("runs", "list", "--status", "queued").out()).contains(waiting);
    serve(old.port(), code, List.of());

    host.awaitPrinted("the run succeeded", "runs", "show", waiting);
    assertThat(host.calls("first")).isEqualTo(1);
  }

  @Test
  void codeThatCannotBeLoadedIsToldByTheServersThatAsk() throws Exception {
    StandingProcess broken =
        serve(
            0,
            code("broken", "if (true) throw new IllegalStateException(\"no license\");"),
            List.of());
    StandingProcess well = serve(0, code("v1", ""), List.of());
    HostProcess host =
        host(
            """
            locations:
              pipeline: {address: '%s'}
              broken: {address: '%s'}
            """
                .formatted(well.address(), broken.address()));

    assertThat(told(host, "broken")).contains("no license");
    assertThat(broken.isAlive()).isTrue();
    assertThat(broken.log()).contains("cannot be loaded", "no license");
  }
}
