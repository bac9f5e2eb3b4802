package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.UserCode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Two servers on one PostgreSQL, each with a folder of its own, but one key and one place for logs
/// and values. The database is asked how runs stand, so that neither server has to answer for the
/// other.
final class TwoHosts implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 150;
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;
      import java.nio.file.*;
      import java.util.concurrent.*;

      public final class Pipeline implements CodeLocation {
        final Job gate =
            Job.named("gate")
                .running(graph -> {
                  Op<String> first = graph.op("first", String.class).by(Pipeline::first);
                  Op<String> second = graph.op("second", String.class).from(first).by(Pipeline::second);
                  graph.op("third").from(second).doing(Pipeline::third);
                });

        final Job resumed =
            Job.named("resumed")
                .resuming(2)
                .running(graph -> {
                  Op<String> first = graph.op("first", String.class).by(Pipeline::first);
                  Op<String> second = graph.op("second", String.class).from(first).by(Pipeline::second);
                  graph.op("third").from(second).doing(Pipeline::third);
                });

        public Definitions definitions() {
          return Definitions.in(this);
        }

        static String first() throws Exception {
          mark("first");
          return "first";
        }

        static String second(String value) throws Exception {
          mark("second");
          while (!Files.exists(Path.of("@FOLDER@", "gate"))) {
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
          }
          return value;
        }

        static void third(String value) throws Exception {
          mark("third");
        }

        private static void mark(String what) throws Exception {
          Files.createTempFile(Path.of("@FOLDER@"), what + "-", ".mark");
        }
      }
      """;

  private final Path folder;
  private final EmbeddedPostgres postgres;
  private final HostProcess first;
  private final HostProcess second;

  /// @param each how many runs each host has at once
  TwoHosts(Path folder, int each) throws Exception {
    this.folder = folder;
    this.postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("postgres")).start();
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
                isolation: shared
            postgres:
              url: "%s"
              user: postgres
              password: none
            runs: {mostShared: %d, spareWorkers: 1}
            """
                .formatted(code.classes(), postgres.getJdbcUrl("postgres", "postgres"), each));
    Path one = Files.createDirectories(folder.resolve("one"));
    this.first = host(one, settings);
    Path two = Files.createDirectories(folder.resolve("two").resolve("instance"));
    Files.copy(one.resolve("instance").resolve("key"), two.resolve("key"));
    for (String shared : List.of("logs", "values")) {
      Path place = Files.createDirectories(one.resolve("instance").resolve(shared));
      Files.createSymbolicLink(two.resolve(shared), place);
    }
    this.second = host(folder.resolve("two"), settings);
    for (HostProcess host : List.of(first, second)) {
      host.awaitPrinted("READY", "locations", "list");
    }
    await(() -> number("select count(*) from leases where note like '%location pipeline%'") == 2);
  }

  private static HostProcess host(Path folder, Path settings)
      throws IOException, InterruptedException {
    return new HostProcess(folder, List.of("server", "--settings", settings.toString()));
  }

  HostProcess first() {
    return first;
  }

  HostProcess second() {
    return second;
  }

  /// What the first or second is called in the database.
  String name(String which) throws IOException {
    return Files.readString(folder.resolve(which).resolve("instance").resolve("host.id")).strip();
  }

  static void launch(HostProcess at, String job) {
    Ended launched = at.dagwerk("run", job, "--detach");
    assertThat(launched.code()).as(launched.out() + launched.err()).isZero();
  }

  void openTheGate() throws IOException {
    Files.createFile(folder.resolve("gate"));
  }

  /// Asks the database for a number.
  long number(String query, String... parameters) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        PreparedStatement asking = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        asking.setString(i + 1, parameters[i]);
      }
      try (ResultSet row = asking.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /// How many runs of a host have begun and not ended.
  long underWay(String host) throws SQLException {
    return number(
        "select count(*) from runs where status in ('STARTING', 'STARTED', 'CANCELING') and host = ?",
        host);
  }

  /// Waits until so many runs have succeeded; none may have ended otherwise.
  void awaitSucceeded(long runs) throws Exception {
    await(() -> {
      assertThat(number("select count(*) from runs where status in ('FAILED', 'CANCELED')"))
          .as(this::troubles)
          .isZero();
      return number("select count(*) from runs where status = 'SUCCEEDED'") == runs;
    });
  }

  /// Every run has its end by the worker that it was given first.
  void assertNothingTwice(String... functions) throws Exception {
    long runs = number("select count(*) from runs");
    assertThat(number("select count(*) from runs where attempt = 1")).isEqualTo(runs);
    for (String function : functions) {
      assertThat(calls(function)).as(function).isEqualTo(runs);
    }
  }

  /// How often a function of the user was called.
  long calls(String function) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(function + "-") && name.endsWith(".mark"))
          .count();
    }
  }

  void await(Callable<Boolean> condition) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.call()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("what is waited for does not come:\n" + troubles());
      }
      // Other processes, which wake nobody here.
      var _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
  }

  private String troubles() {
    List<String> lines = new ArrayList<>();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        PreparedStatement asking =
            connection.prepareStatement(
                "select status || ' ' || attempt || ' ' || coalesce(host, 'nobody') || ' ' || reason"
                    + " from runs order by id");
        ResultSet row = asking.executeQuery()) {
      while (row.next()) {
        lines.add(row.getString(1));
      }
      lines.add(first.log());
      lines.add("--- the second");
      lines.add(second.log());
    } catch (SQLException | IOException e) {
      lines.add(e.toString());
    }
    return String.join("\n", lines);
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> workers =
        ProcessHandle.allProcesses().filter(TwoHosts.this::isOurs).toList();
    first.close();
    second.close();
    workers.forEach(ProcessHandle::destroyForcibly);
    postgres.close();
  }

  /// Workers outlive their hosts, and have sessions of their own.
  private boolean isOurs(ProcessHandle process) {
    return process
        .info()
        .commandLine()
        .filter(line -> line.contains(folder.toString()) && !line.contains("postgres"))
        .isPresent();
  }
}
