package io.dagwerk.cli;

import io.dagwerk.cli.LocalServers.Purpose;
import io.dagwerk.model.BearerToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of every command: by which it finds its server, and is explained.
final class ServerOptions {
  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private HelpOption help = new HelpOption();

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "the server to ask; else DAGWERK_SERVER, else that of the instance")
  private @Nullable String url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "a file with the token of the server; else DAGWERK_TOKEN, else the instance's")
  private @Nullable Path tokenFile;

  @Mixin private InstanceFolderOption instance = new InstanceFolderOption();

  /// A client of the server that is meant: the one that is said, or that of the instance, which is
  /// started in this process when there is none.
  ///
  /// @throws CommandFailed when there is none, and none can be started
  Client client(Surroundings surroundings, Purpose purpose) {
    return new Client(server(surroundings, purpose).address());
  }

  /// The server that is meant, as [#client].
  ///
  /// @throws CommandFailed when there is none, and none can be started
  FoundServer server(Surroundings surroundings, Purpose purpose) {
    return named(surroundings)
        .<FoundServer>map(FoundServer.Elsewhere::new)
        .orElseGet(() -> ofInstance(surroundings, purpose));
  }

  /// The server that is meant, which is never started.
  ///
  /// @throws CommandFailed when there is none
  ServerAddress running(Surroundings surroundings) {
    return named(surroundings)
        .orElseGet(() -> {
          ServerFile file = new ServerFile(instance.folder(surroundings));
          return file.read().orElseThrow(() -> missing(file));
        });
  }

  private static CommandFailed missing(ServerFile file) {
    return new CommandFailed(
        ExitCode.NO_SERVER,
        "no server runs here: there is no %s; start one with 'dagwerk server', or name one by --server URL"
            .formatted(file.path()));
  }

  private Optional<ServerAddress> named(Surroundings surroundings) {
    Optional<String> said = Optional.ofNullable(url);
    if (instance.said().isEmpty()) {
      said = said.or(() -> surroundings.variable("DAGWERK_SERVER"));
    }
    Optional<String> ofFile = Optional.ofNullable(tokenFile).map(file -> token(surroundings, file));
    if (ofFile.isPresent() && said.isEmpty()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "--token-file is for a server that is named by --server or DAGWERK_SERVER; that of the instance says its token itself");
    }
    return said.map(server ->
        new ServerAddress(
            server.replaceFirst("/+$", ""), ofFile.or(() -> ofVariable(surroundings))));
  }

  private static Optional<String> ofVariable(Surroundings surroundings) {
    return surroundings
        .variable("DAGWERK_TOKEN")
        .map(token -> checked("the variable DAGWERK_TOKEN", token));
  }

  /// What is in a file but for the white space around it.
  private static String token(Surroundings surroundings, Path file) {
    Path whole = surroundings.folder().resolve(file);
    String found;
    try {
      found = Files.readString(whole).strip();
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "the token file '%s' cannot be read (%s); name a file that holds the token and nothing else"
              .formatted(file, e.getClass().getSimpleName()));
    }
    return checked("the token file '%s'".formatted(file), found);
  }

  private static String checked(String where, String token) {
    BearerToken.problem(token)
        .ifPresent(problem -> {
          throw new CommandFailed(ExitCode.USAGE, "%s: %s".formatted(where, problem));
        });
    return token;
  }

  private FoundServer ofInstance(Surroundings surroundings, Purpose purpose) {
    ServerFile file = new ServerFile(instance.folder(surroundings));
    return surroundings
        .servers()
        .start(file.folder(), purpose)
        .map(this::found)
        .or(() -> file.read().map(FoundServer.Elsewhere::new))
        .orElseThrow(() -> missing(file));
  }

  private FoundServer found(LocalServers.Local local) {
    return switch (local) {
      case LocalServers.Local.InThisProcess(ServerAddress address) ->
          new FoundServer.InThisProcess(address, startCommand());
      case LocalServers.Local.OfAnotherCommand(ServerAddress address) ->
          new FoundServer.Elsewhere(address);
    };
  }

  /// What starts a server on the same instance that stays.
  private String startCommand() {
    return instance
        .said()
        .map(folder -> "dagwerk server --instance " + folder)
        .orElse("dagwerk server");
  }
}
