package io.dagwerk.server;

import io.dagwerk.cli.CommandFailed;
import io.dagwerk.cli.ExitCode;
import io.dagwerk.cli.HelpOption;
import io.dagwerk.cli.InstanceFolderOption;
import io.dagwerk.cli.Surroundings;
import io.dagwerk.daemon.CodeSource;
import io.dagwerk.dev.DevelopedCode;
import io.dagwerk.dev.Reported;
import io.dagwerk.dev.Workshop;
import io.dagwerk.spi.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dev`: serves code that is being written, each time that it is saved.
@Command(
    name = "dev",
    description = {
      "Serves code while you write it: a folder of .java files, a Maven project, a jar, or a folder"
          + " of classes. What you save is compiled and served; what does not compile is told, and"
          + " the version from before is served.",
      "The instance is kept in ./.dagwerk; dagwerk.yaml is not read."
    },
    footer = {
      "",
      "Examples:",
      "  dagwerk dev my/sources",
      "  dagwerk dev target/app.jar --class-path target/classpath"
    })
final class DevCommand implements Callable<Integer> {
  private static final int PORT = 3070;

  private final Surroundings surroundings;

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private HelpOption help = new HelpOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "what is served; else the current folder")
  private Path path = Path.of("");

  @Option(
      names = "--class-path",
      paramLabel = "FILE",
      description = "a file with the libraries of a jar or a folder of classes")
  private @Nullable Path classPath;

  @Option(
      names = "--definitions",
      paramLabel = "CLASS",
      description = "the CodeLocation that is served, where there are several")
  private @Nullable String definitions;

  @Mixin private InstanceFolderOption instance = new InstanceFolderOption();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "of its API on this machine, 0 for a free one; else " + PORT)
  private int port = PORT;

  DevCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.leaveOutLocations();
    Path base = surroundings.folder();
    DevelopedCode developed =
        new DevelopedCode(
            base.resolve(path),
            Optional.ofNullable(classPath).map(base::resolve),
            Optional.ofNullable(definitions));
    Path folder = instance.folder(surroundings).toAbsolutePath();
    try {
      CodeSource code =
          new Reported(
              developed.source(
                  new Workshop(
                      EngineJars.find(),
                      folder.resolve("code"),
                      surroundings.environment(),
                      ClassCaches.ofCompiler())),
              surroundings.out());
      try (Server server =
          Server.developing(new Server.Place(folder, base, port), developed.name(), code)) {
        surroundings
            .out()
            .println(
                "Dagwerk serves location '%s' at %s; 'dagwerk ui --open' shows it in a browser"
                    .formatted(developed.name(), server.address().url()));
        ServerCommand.awaitEnd(server);
        return ExitCode.SUCCESS.number();
      }
    } catch (InvalidSettings e) {
      throw new CommandFailed(ExitCode.NO_SERVER, String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException | StorageException e) {
      throw new CommandFailed(ExitCode.NO_SERVER, PlaceTrouble.of(folder, e));
    }
  }
}
