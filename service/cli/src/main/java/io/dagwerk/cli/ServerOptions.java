package io.dagwerk.cli;

import io.dagwerk.cli.LocalServers.Purpose;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command: by which it finds its server, and is explained.
final class ServerOptions {
  private static final String HOME = ".dagwerk";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "tell how the command is used")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "the server to ask; else DAGWERK_SERVER, else that of the instance")
  private @Nullable String url;

  @Option(
      names = "--instance",
      paramLabel = "DIR",
      description = "the folder of the instance; else DAGWERK_HOME, else .dagwerk")
  private @Nullable Path folder;

  /// A client of the server that is meant: the one that is said, or that of the instance, which is
  /// started in this process when there is none.
  ///
  /// @throws CommandFailed when there is none, and none can be started
  Client client(Surroundings surroundings, Purpose purpose) {
    return new Client(address(surroundings, purpose));
  }

  private ServerAddress address(Surroundings surroundings, Purpose purpose) {
    Optional<String> said = Optional.ofNullable(url);
    if (folder == null) {
      said = said.or(() -> surroundings.variable("DAGWERK_SERVER"));
    }
    Optional<String> token = surroundings.variable("DAGWERK_TOKEN");
    return said.map(server -> new ServerAddress(server.replaceFirst("/+$", ""), token))
        .orElseGet(() -> ofInstance(surroundings, purpose));
  }

  private ServerAddress ofInstance(Surroundings surroundings, Purpose purpose) {
    Path home =
        Optional.ofNullable(folder)
            .or(() -> surroundings.variable("DAGWERK_HOME").map(Path::of))
            .orElse(Path.of(HOME));
    ServerFile file = new ServerFile(surroundings.folder().resolve(home));
    return surroundings
        .servers()
        .start(file.folder(), purpose)
        .or(file::read)
        .orElseThrow(() ->
            new CommandFailed(
                ExitCode.NO_SERVER,
                "no server runs here: there is no %s; start one with 'dagwerk server', or name one by --server URL"
                    .formatted(file.path())));
  }
}
