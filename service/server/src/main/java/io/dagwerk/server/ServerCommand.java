package io.dagwerk.server;

import io.dagwerk.cli.CommandFailed;
import io.dagwerk.cli.ExitCode;
import io.dagwerk.cli.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `server`: serves an instance until the process is told to end.
@Command(
    name = "server",
    description = "Serves an instance: its code locations, its runs and its API.",
    footer = {"", "Example:", "  dagwerk server --port 3070"})
final class ServerCommand implements Callable<Integer> {
  private static final int PORT = 3070;

  private final Surroundings surroundings;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "tell how the command is used")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = "--instance",
      paramLabel = "DIR",
      description = "the folder of the instance; else DAGWERK_HOME, else .dagwerk")
  private @Nullable Path folder;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "what it serves; else dagwerk.yaml in the current folder")
  private @Nullable Path settings;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "of its API on this machine, 0 for a free one; else " + PORT)
  private int port = PORT;

  ServerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path file =
        Optional.ofNullable(settings)
            .orElse(surroundings.folder().resolve(SettingsFile.NAME))
            .toAbsolutePath();
    Path instance =
        Optional.ofNullable(folder)
            .or(() ->
                Optional.ofNullable(surroundings.environment().get("DAGWERK_HOME")).map(Path::of))
            .orElse(Path.of(".dagwerk"));
    Path base = Optional.ofNullable(file.getParent()).orElse(surroundings.folder());
    try (Server server =
        Server.start(
            new Server.Place(surroundings.folder().resolve(instance), base, port),
            SettingsFile.read(file))) {
      surroundings.out().println("Dagwerk serves its API at " + server.address().url());
      awaitEnd(server);
      return ExitCode.SUCCESS.number();
    } catch (InvalidSettings e) {
      throw new CommandFailed(ExitCode.NO_SERVER, String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      throw new CommandFailed(ExitCode.NO_SERVER, "the server cannot start: " + e.getMessage());
    }
  }

  private static void awaitEnd(Server server) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              server.close();
              told.countDown();
            }));
    told.await();
  }
}
