package io.dagwerk.server;

import io.dagwerk.cli.LocalServers;
import io.dagwerk.cli.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// What a command of `dagwerk` came to.
record Ended(int code, String out, String err) {
  /// Of one that was typed in a folder, in this process, and finds only servers that run already.
  static Ended typed(Path folder, Map<String, String> environment, String... arguments) {
    Output output = new Output();
    return output.of(folder, environment, LocalServers.NONE, arguments);
  }

  /// Of one that was typed in a folder, in this process, and is a server itself where none works.
  static Ended alone(Path folder, String... arguments) {
    Output output = new Output();
    try (EmbeddedServers servers = new EmbeddedServers(folder, output.errors)) {
      return output.of(folder, Map.of(), servers, arguments);
    }
  }

  private static final class Output {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);

    private Ended of(
        Path folder, Map<String, String> environment, LocalServers servers, String... arguments) {
      Surroundings surroundings =
          new Surroundings(
              environment,
              folder,
              new PrintStream(out, true, StandardCharsets.UTF_8),
              errors,
              Surroundings.Look.PLAIN,
              _ -> () -> {},
              servers);
      int code = Main.commands(surroundings).execute(arguments);
      return new Ended(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }
}
