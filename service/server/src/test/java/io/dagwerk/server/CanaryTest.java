package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.server.HostProcess.Ended;
import io.dagwerk.testsupport.Covers;
import io.dagwerk.testsupport.Death;
import io.dagwerk.testsupport.UserCode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets that are told, logged, thrown, and in memory when processes crash: they are looked for
/// byte by byte in all that is left behind.
class CanaryTest {
  /// With a character that is encoded in a URL and in JSON.
  private static final String OF_CONFIG = "canary+\"config/" + UUID.randomUUID();

  private static final String OF_DATABASE = "canary+\"database/" + UUID.randomUUID();

  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.config.Secret;
      import io.dagwerk.definitions.*;
      import java.nio.file.*;

      public final class Pipeline implements CodeLocation {
        public record Login(Secret<String> password) {}

        static String kept = "";

        final Job leak = job("leak", Pipeline::leak);
        final Job dump = job("die", Pipeline::dies);
        final Job stay = job("stay", Pipeline::stays);

        private static Job job(String name, Body body) {
          return Job.named(name)
              .running(graph ->
                  graph
                      .op("login", String.class)
                      .from(Input.config(Login.class), Input.context())
                      .by((login, context) -> body.call(login, context)));
        }

        interface Body {
          String call(Login login, Context context) throws Exception;
        }

        public Definitions definitions() {
          return Definitions.in(this);
        }

        static String leak(Login login, Context context) throws Exception {
          String secret = login.password().reveal();
          System.out.println("told " + secret);
          System.err.println("told " + secret);
          context.log().info("logged {}", secret);
          context.report("reported", secret);
          new ProcessBuilder("/bin/sh", "-c", "echo \\"shell $OF_CONFIG\\"")
              .inheritIO()
              .start()
              .waitFor();
          throw new IllegalStateException("thrown " + secret, new RuntimeException("cause " + secret));
        }

        static String dies(Login login, Context context) throws Exception {
          kept = new String(login.password().reveal().getBytes());
          try {
            throw new IllegalStateException(kept);
          } catch (IllegalStateException e) {
            Thread.currentThread().setName(kept);
          }
          Death.at("step");
          return kept;
        }

        static String stays(Login login, Context context) throws Exception {
          while (!Files.exists(Path.of("@FOLDER@", "gate"))) {
            new java.util.concurrent.CountDownLatch(1)
                .await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
          }
          return "done";
        }
      }

      """
          + Death.SOURCE;

  @TempDir private static Path folder;
  private static EmbeddedPostgres postgres;
  private static HostProcess host;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    UserCode code =
        UserCode.compile(folder, PIPELINE.replace("@FOLDER@", folder.toString()), List.of());
    Path settings =
        Files.writeString(
            folder.resolve("dagwerk.yaml"),
            """
            locations:
              pipeline:
                definitions: pipeline.Pipeline
                classPath: [%s]
            postgres:
              url: "%s"
              user: postgres
              password: {env: OF_DATABASE}
            """
                .formatted(code.classes(), postgres.getJdbcUrl("postgres", "postgres")));
    Files.writeString(
        folder.resolve("config.yaml"), "ops: {login: {config: {password: {env: OF_CONFIG}}}}\n");
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    host =
        new HostProcess(
            folder,
            List.of("server", "--settings", settings.toString()),
            Map.of(
                "OF_CONFIG",
                OF_CONFIG,
                "OF_DATABASE",
                OF_DATABASE,
                "JAVA_TOOL_OPTIONS",
                "-Djava.io.tmpdir=" + temporary));
    host.awaitPrinted("READY", "locations", "list");
  }

  @AfterAll
  static void stop() throws IOException {
    host.close();
    postgres.close();
  }

  private static String launch(String job) {
    Ended launched =
        host.dagwerk("run", job, "--config", folder.resolve("config.yaml").toString(), "--detach");
    assertThat(launched.code()).as(launched.err()).isZero();
    return launched.out().strip();
  }

  private static String failed(String job) throws Exception {
    String run = launch(job);
    host.awaitPrinted("the run failed", "runs", "show", run);
    return run;
  }

  @Test
  @Covers("S41.2")
  void noSecretIsLeftInAnyFileTableOrCommandLine() throws Exception {
    String told = failed("leak");
    List<String> runs = new ArrayList<>(List.of(told));
    for (Death death : List.of(Death.SEGV, Death.HEAP)) {
      Files.writeString(folder.resolve("death"), "step " + death);
      String run = failed("die");
      assertThat(host.dagwerk("runs", "show", run).out()).contains(death.reason());
      runs.add(run);
    }
    String running = launch("stay");
    runs.add(running);
    host.awaitPrinted("login\tRUNNING", "runs", "show", running);
    List<ProcessHandle> processes = host.processes();
    List<String> commands = processes.stream().flatMap(it -> read(it, "cmdline")).toList();
    assertThat(commands).anyMatch(command -> command.contains("WorkerMain"));
    List<String> environments =
        processes.stream()
            .filter(it -> it.pid() != processes.getFirst().pid())
            .flatMap(it -> read(it, "environ"))
            .toList();
    Files.createFile(folder.resolve("gate"));
    host.awaitPrinted("the run succeeded", "runs", "show", running);

    assertThat(host.dagwerk("runs", "logs", told).out())
        .contains("told ***", "logged ***", "shell ***");
    List<String> secrets = new ArrayList<>(List.of(OF_CONFIG, OF_DATABASE));
    for (String run : runs) {
      secrets.add(token("attempt 1 of run " + run));
    }
    Set<String> found = new TreeSet<>();
    for (String secret : secrets) {
      for (byte[] form : forms(secret)) {
        found.addAll(filesWith(form));
        found.addAll(tablesWith(form));
        commands.stream().filter(command -> holds(latin(command), form)).forEach(found::add);
      }
    }
    assertThat(found).isEmpty();
    assertThat(environments)
        .isNotEmpty()
        .noneMatch(environment -> environment.contains("OF_DATABASE"))
        .noneMatch(environment -> environment.contains(OF_DATABASE))
        .anyMatch(environment -> environment.contains(OF_CONFIG));
  }

  private static Stream<String> read(ProcessHandle process, String file) {
    try {
      Path path = Path.of("/proc", Long.toString(process.pid()), file);
      return Stream.of(Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // It has ended meanwhile.
      return Stream.empty();
    }
  }

  /// What the worker of an attempt shows, made as the host makes it.
  private static String token(String purpose) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Files.readAllBytes(folder.resolve("instance/key")), "HmacSHA256"));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
  }

  /// As it may stand somewhere.
  private static List<byte[]> forms(String secret) {
    byte[] plain = secret.getBytes(StandardCharsets.UTF_8);
    return List.of(
        plain,
        secret.getBytes(StandardCharsets.UTF_16LE),
        latin(Base64.getEncoder().withoutPadding().encodeToString(plain)),
        latin(HexFormat.of().formatHex(plain)),
        latin(URLEncoder.encode(secret, StandardCharsets.UTF_8)),
        latin(secret.replace("\"", "\\\"")),
        latin(secret.replace("\"", "\"\"")));
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// All that the server and its children have written, the sources of the test aside.
  private static List<String> filesWith(byte[] form) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Optional<byte[]> content = content(file);
        if (content.isPresent() && holds(content.get(), form)) {
          found.add(folder.relativize(file).toString());
        }
      }
    }
    return found;
  }

  private static Optional<byte[]> content(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      // It is gone meanwhile.
      return Optional.empty();
    }
  }

  private static List<String> tablesWith(byte[] form) throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      for (String table :
          texts(connection, "select tablename from pg_tables where schemaname = 'public'")) {
        // Bytes are shown in hexadecimal.
        String hex = HexFormat.of().formatHex(form);
        if (texts(connection, "select t::text from \"%s\" t".formatted(table)).stream()
            .anyMatch(row -> holds(latin(row), form) || row.contains(hex))) {
          found.add("table " + table);
        }
      }
    }
    return found;
  }

  private static List<String> texts(Connection connection, String query) throws Exception {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private static boolean holds(byte[] content, byte[] form) {
    return new String(content, StandardCharsets.ISO_8859_1)
        .contains(new String(form, StandardCharsets.ISO_8859_1));
  }
}
