package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.Covers;
import io.dagwerk.testsupport.Death;
import io.dagwerk.testsupport.UserCode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets that are told, logged, thrown, and in memory when processes crash: they are looked for
/// byte by byte in all that is left behind.
abstract class CanaryContract {
  /// With a character that is encoded in a URL and in JSON.
  private static final String OF_CONFIG = "canary+\"config/" + UUID.randomUUID();

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

  @TempDir private Path folder;
  private Optional<HostProcess> started = Optional.empty();

  /// Begins the database below a folder, if there is one to begin.
  ///
  /// @return what the settings say of it
  abstract String startDatabase(Path below) throws IOException;

  abstract void stopDatabase() throws IOException;

  /// To the database, whose files and whose tables are looked through.
  abstract Connection connect(Path below) throws SQLException;

  /// The query that names all tables.
  abstract String tables();

  /// More variables of the server that hold secrets, which its children are not to have.
  abstract Map<String, String> withheld();

  @BeforeEach
  void start() throws Exception {
    String database = startDatabase(folder);
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
            %s
            """
                .formatted(code.classes(), database));
    Files.writeString(
        folder.resolve("config.yaml"), "ops: {login: {config: {password: {env: OF_CONFIG}}}}\n");
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Map<String, String> environment = new HashMap<>(withheld());
    environment.put("OF_CONFIG", OF_CONFIG);
    environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    HostProcess host =
        new HostProcess(folder, List.of("server", "--settings", settings.toString()), environment);
    started = Optional.of(host);
    host.awaitPrinted("READY", "locations", "list");
  }

  @AfterEach
  void stop() throws IOException {
    started.ifPresent(HostProcess::close);
    stopDatabase();
  }

  private HostProcess host() {
    return started.orElseThrow();
  }

  private String launch(String job) {
    Ended launched =
        host()
            .dagwerk("run", job, "--config", folder.resolve("config.yaml").toString(), "--detach");
    assertThat(launched.code()).as(launched.err()).isZero();
    return launched.out().strip();
  }

  private String failed(String job) throws Exception {
    String run = launch(job);
    host().awaitPrinted("the run failed", "runs", "show", run);
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
      assertThat(host().dagwerk("runs", "show", run).out()).contains(death.reason());
      runs.add(run);
    }
    String running = launch("stay");
    runs.add(running);
    host().awaitPrinted("login\tRUNNING", "runs", "show", running);
    List<ProcessHandle> processes = host().processes();
    List<String> commands = processes.stream().flatMap(it -> read(it, "cmdline")).toList();
    assertThat(commands).anyMatch(command -> command.contains("WorkerMain"));
    List<String> environments =
        processes.stream()
            .filter(it -> it.pid() != processes.getFirst().pid())
            .flatMap(it -> read(it, "environ"))
            .toList();
    Files.createFile(folder.resolve("gate"));
    host().awaitPrinted("the run succeeded", "runs", "show", running);

    assertThat(host().dagwerk("runs", "logs", told).out())
        .contains("told ***", "logged ***", "shell ***");
    List<String> secrets = new ArrayList<>(withheld().values());
    secrets.add(OF_CONFIG);
    for (String run : runs) {
      secrets.add(token("attempt 1 of run " + run));
    }
    // What is searched is what was written.
    assertThat(filesWith(List.of(bytes("told ***")))).isNotEmpty();
    assertThat(tablesWith(List.of(bytes("logged ***")))).isNotEmpty();
    List<byte[]> forms = secrets.stream().flatMap(CanaryContract::forms).toList();
    Set<String> found = new TreeSet<>(filesWith(forms));
    found.addAll(tablesWith(forms));
    commands.stream().filter(command -> holds(command, forms)).forEach(found::add);
    assertThat(found).isEmpty();
    assertThat(environments)
        .isNotEmpty()
        .noneMatch(environment -> withheld().keySet().stream().anyMatch(environment::contains))
        .noneMatch(environment -> withheld().values().stream().anyMatch(environment::contains))
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
  private String token(String purpose) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Files.readAllBytes(folder.resolve("instance/key")), "HmacSHA256"));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
  }

  /// As it may stand somewhere.
  private static Stream<byte[]> forms(String secret) {
    byte[] plain = secret.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        plain,
        secret.getBytes(StandardCharsets.UTF_16LE),
        bytes(Base64.getEncoder().withoutPadding().encodeToString(plain)),
        bytes(HexFormat.of().formatHex(plain)),
        bytes(URLEncoder.encode(secret, StandardCharsets.UTF_8)),
        bytes(secret.replace("\"", "\\\"")),
        bytes(secret.replace("\"", "\"\"")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// All that the server, its children and the database have written, the sources of the test
  /// aside.
  private List<String> filesWith(List<byte[]> forms) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (content(file).filter(content -> holds(content, forms)).isPresent()) {
          found.add(folder.relativize(file).toString());
        }
      }
    }
    return found;
  }

  private static Optional<String> content(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // It is gone meanwhile.
      return Optional.empty();
    }
  }

  /// What a database keeps of one value need not stand in one place of its files.
  private List<String> tablesWith(List<byte[]> forms) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect(folder);
        Statement statement = connection.createStatement()) {
      for (String table : texts(statement, tables())) {
        String rows = String.join("\n", texts(statement, "select * from \"%s\"".formatted(table)));
        if (holds(rows, forms)) {
          found.add("table " + table);
        }
      }
    }
    return found;
  }

  /// All columns of a row in a line.
  private static List<String> texts(Statement statement, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          columns.add(text(rows.getObject(i)));
        }
        texts.add(String.join("\t", columns));
      }
    }
    return texts;
  }

  private static String text(@Nullable Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : String.valueOf(value);
  }

  private static boolean holds(String content, List<byte[]> forms) {
    return forms.stream()
        .anyMatch(form -> content.contains(new String(form, StandardCharsets.ISO_8859_1)));
  }
}
