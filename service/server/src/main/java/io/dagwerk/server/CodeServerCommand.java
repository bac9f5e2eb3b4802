package io.dagwerk.server;

import io.dagwerk.cli.CommandFailed;
import io.dagwerk.cli.ExitCode;
import io.dagwerk.cli.HelpOption;
import io.dagwerk.cli.InstanceFolderOption;
import io.dagwerk.cli.Surroundings;
import io.dagwerk.daemon.BuiltCode;
import io.dagwerk.daemon.LocationSettings;
import io.dagwerk.protocol.HostSecret;
import io.dagwerk.protocol.ListenSpec;
import io.dagwerk.protocol.NetworkAddress;
import io.dagwerk.protocol.ProcessEnd;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `code-server`: serves the code of one location to servers that are told where.
@Command(
    name = "code-server",
    description = {
      "Serves the code of one location to servers whose dagwerk.yaml names its address.",
      "Told by the signal HUP, it loads the version that is there by then beside the one that it"
          + " serves, and replaces that when the new one has loaded. One that cannot be loaded changes"
          + " nothing.",
      "On loopback it may be spoken to plainly. Elsewhere it wants a TLS certificate with its key, and"
          + " a token that the servers have too.",
      "Runs that it has started go on when it ends."
    },
    footer = {
      "",
      "Examples:",
      "  dagwerk code-server --listen 127.0.0.1:4000 --location flights",
      "  kill -HUP PID",
      "  dagwerk code-server --listen 0.0.0.0:4000 --location flights \\",
      "    --definitions com.example.Flights --class-path-file target/classpath \\",
      "    --tls-cert server.pem --tls-key server.key --token-env CODE_TOKEN"
    })
final class CodeServerCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private HelpOption help = new HelpOption();

  @Option(
      names = "--location",
      paramLabel = "NAME",
      required = true,
      description = "what the location is called, here and at the servers")
  private String location = "";

  @Option(
      names = "--definitions",
      paramLabel = "CLASS",
      description = "its CodeLocation; else the location is one of the settings")
  private @Nullable String definitions;

  @Option(
      names = "--class-path",
      paramLabel = "PATHS",
      description = "folders and jars with its code and libraries")
  private List<String> classPath = new ArrayList<>();

  @Option(
      names = "--class-path-file",
      paramLabel = "FILE",
      description = "a file with more of it, as build tools write it")
  private @Nullable Path classPathFile;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "where the location is described; else dagwerk.yaml in the current folder")
  private @Nullable Path settings;

  @Mixin private ListenOptions listen = new ListenOptions();

  @Option(
      names = "--spare-workers",
      paramLabel = "NUMBER",
      description = "how many workers wait with everything loaded; else 2")
  private int spareWorkers = 2;

  @Option(
      names = "--listen-when-loaded",
      description =
          "listens only when the code has loaded, and ends when it cannot be: so that a container is"
              + " ready when its port is open")
  private boolean whenLoaded;

  @Mixin private InstanceFolderOption instance = new InstanceFolderOption();

  CodeServerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      ListenSpec spec = listen.spec(surroundings);
      Optional<HostSecret> token = listen.token(surroundings);
      Path folder = instance.folder(surroundings).toAbsolutePath();
      try (ReplaceableCodeServer server =
          new ReplaceableCodeServer(
              () -> new CodeServing(code(), spec, token, spareWorkers).start(folder, withheld()),
              spec,
              surroundings.out())) {
        return served(server, address -> CodeServing.listens(location, address, spec, token))
            .number();
      }
    } catch (InvalidSettings | IOException e) {
      throw new CommandFailed(
          ExitCode.NO_SERVER, "the code server cannot start: " + e.getMessage());
    }
  }

  /// Serves until this process is told to end, with which the code server ends, or that one ends by
  /// itself.
  private ExitCode served(
      ReplaceableCodeServer server, Function<NetworkAddress, String> announcement)
      throws IOException, InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              server.stop();
              server.close();
            }));
    HangUp.hear(server::replace, server::stop);
    server.start(
        whenLoaded
            ? ReplaceableCodeServer.Listening.WHEN_LOADED
            : ReplaceableCodeServer.Listening.AT_ONCE,
        announcement);
    return switch (server.serve()) {
      case ReplaceableCodeServer.End.Stopped() -> ExitCode.SUCCESS;
      case ReplaceableCodeServer.End.OfProcess(ProcessEnd how) ->
          throw new CommandFailed(ExitCode.BROKEN, "the code server ended with " + how.describe());
    };
  }

  private LocationSettings.OfCode code() {
    Path base = surroundings.folder().toAbsolutePath();
    if (definitions != null) {
      List<Path> paths =
          classPath.stream()
              .flatMap(Pattern.compile(Pattern.quote(File.pathSeparator))::splitAsStream)
              .filter(path -> !path.isEmpty())
              .map(base::resolve)
              .toList();
      return new LocationSettings.OfCode(
          location,
          new BuiltCode(definitions, paths, Optional.ofNullable(classPathFile).map(base::resolve)),
          values(location),
          Optional.empty());
    }
    if (!classPath.isEmpty() || classPathFile != null) {
      throw InvalidSettings.of(
          "a class path was named without '--definitions CLASS', the CodeLocation that is served");
    }
    return CodeServing.described(file(), location, this::values);
  }

  private Path values(String name) {
    return InstanceFolder.look(instance.folder(surroundings)).values(name).toAbsolutePath();
  }

  private Path file() {
    return surroundings
        .folder()
        .resolve(Optional.ofNullable(settings).orElse(Path.of(SettingsFile.NAME)))
        .toAbsolutePath();
  }

  /// The user's code has nothing to do with what hosts show, nor with what else is a secret of
  /// theirs.
  private List<String> withheld() {
    List<String> variables = new ArrayList<>(listen.secretVariables());
    if (definitions == null) {
      variables.addAll(LocationsFile.read(file()).secretVariables());
    }
    return variables;
  }
}
