package io.dagwerk.server;

import io.dagwerk.cli.LocalServers;
import io.dagwerk.cli.ServerAddress;
import io.dagwerk.cli.Surroundings;
import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Principal;
import io.dagwerk.dev.DevelopedCode;
import io.dagwerk.dev.Reported;
import io.dagwerk.dev.Workshop;
import io.dagwerk.dev.compiler.Practice;
import io.dagwerk.model.RunId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The process whose loaded classes become the JVM's cache (JEP 514) of servers, of the compilers
/// of `dev`, or of commands that ask a server: does what each of them does, in a folder that is
/// deleted, and exits.
public final class TrainingMain {
  private static final String SOURCE =
      """
      package training;

      import io.dagwerk.definitions.*;

      public final class Training implements CodeLocation {
        final Asset<Integer> orders = Asset.named("orders", Integer.class).by(() -> 1);
        final Asset<Integer> report =
            Asset.named("report", Integer.class).from(orders).by(all -> all + 1);
        final Job daily = Job.named("daily").materializing(orders, report);

        public Definitions definitions() {
          return Definitions.in(this);
        }
      }
      """;

  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  private static final long LOOK_MILLIS = 50;
  private static final int MOST_LOOKS = 6000;

  private TrainingMain() {}

  /// @param arguments `server`, `compiler` or `command`
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("dagwerk-training");
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Files.writeString(sources.resolve("Training.java"), SOURCE);
    try {
      switch (arguments[0]) {
        case "server" -> server(folder, sources);
        case "compiler" -> Practice.compile(sources, EngineJars.find(), folder.resolve("compiled"));
        case "command" -> command(folder);
        default -> throw new IllegalArgumentException(arguments[0] + " cannot be trained");
      }
    } finally {
      delete(folder);
    }
    System.exit(0);
  }

  /// Asks a port that nobody listens on: what a command needs is loaded by then.
  private static void command(Path folder) {
    Surroundings surroundings =
        new Surroundings(
            Map.of(),
            folder,
            NOWHERE,
            NOWHERE,
            Surroundings.Look.PLAIN,
            _ -> () -> {},
            LocalServers.NONE);
    for (String typed : List.of("--help", "runs list --server http://127.0.0.1:1")) {
      var _ = Main.commands(surroundings).execute(typed.split(" ", -1));
    }
  }

  private static void server(Path folder, Path sources) throws IOException, InterruptedException {
    Workshop workshop =
        new Workshop(EngineJars.find(), folder.resolve("code"), Map.of(), ClassCaches.ofCompiler());
    DevelopedCode developed = new DevelopedCode(sources, Optional.empty(), Optional.empty());
    try (Server server =
        Server.developing(
            new Server.Place(folder.resolve(".dagwerk"), folder, 0),
            developed.name(),
            new Reported(developed.source(workshop), NOWHERE))) {
      ask(server.address());
      RunId run = server.operations().launch(Principal.LOCAL, LaunchRequest.of("daily"));
      await(
          "the end of the run",
          () -> server.operations().find(run).filter(it -> it.status().isFinal()).isPresent());
      // Code servers make theirs when they have loaded.
      await("the cache of code servers", TrainingMain::isEngineCached);
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(String what, Condition condition)
      throws IOException, InterruptedException {
    for (int look = 0; !condition.holds(); look++) {
      if (look == MOST_LOOKS) {
        throw new IllegalStateException(what + " was waited for too long");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static boolean isEngineCached() throws IOException {
    Optional<Path> folder = ClassCaches.folder();
    if (folder.isEmpty()) {
      return true;
    }
    try (Stream<Path> all = Files.walk(folder.get())) {
      return all.anyMatch(file -> file.endsWith("engine.aot"));
    }
  }

  /// With the oldest client of the JDK: a newer one would be a part of what every server maps.
  private static void ask(ServerAddress address) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(address.url() + "/graphql").toURL().openConnection();
    connection.setDoOutput(true);
    connection.setReadTimeout((int) (LOOK_MILLIS * MOST_LOOKS));
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("Authorization", "Bearer " + address.token().orElse(""));
    connection
        .getOutputStream()
        .write("{\"query\": \"{ locations { name } }\"}".getBytes(StandardCharsets.UTF_8));
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IllegalStateException("the server answered " + connection.getResponseMessage());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(file -> {
            try {
              Files.deleteIfExists(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
