package io.dagwerk.server;

import io.dagwerk.cli.CommandFailed;
import io.dagwerk.cli.ExitCode;
import io.dagwerk.cli.Surroundings;
import io.dagwerk.spi.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `server`: serves an instance until the process is told to end.
@Command(
    name = "server",
    description = "Serves an instance: its code locations, its runs and its API.",
    footer = {"", "Example:", "  dagwerk server --port 3070"})
final class ServerCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private InstanceOptions instance = new InstanceOptions();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "of its API, 0 for a free one; else that of 'http.port' in the settings")
  private @Nullable Integer port;

  @Option(
      names = "--read-only",
      description =
          "its API answers what is asked and refuses what changes something; what the instance does"
              + " by itself goes on, such as queued runs; also 'http.readOnly' in the settings")
  private boolean readOnly;

  ServerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Server server = start()) {
      surroundings.out().println("Dagwerk serves its API at " + server.address().url());
      awaitEnd(server);
      return ExitCode.SUCCESS.number();
    } catch (InvalidSettings e) {
      throw new CommandFailed(ExitCode.NO_SERVER, String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException | StorageException e) {
      throw new CommandFailed(
          ExitCode.NO_SERVER,
          "the server cannot start: "
              + PlaceTrouble.of(instance.place(surroundings, 0).instance(), e));
    }
  }

  private Server start() throws IOException {
    SettingsFile.Loaded loaded = load();
    int said = port == null ? loaded.settings().http().port() : port;
    return Server.start(instance.place(surroundings, said), loaded, () -> load().settings());
  }

  /// The settings with what the options say of them.
  private SettingsFile.Loaded load() {
    SettingsFile.Loaded loaded = instance.load(surroundings);
    if (readOnly) {
      loaded = loaded.with(loaded.settings().asReadOnly(), said("readOnly", true));
    }
    return port == null ? loaded : loaded.with(loaded.settings(), said("port", port));
  }

  private static SettingsListing.Line said(String name, Object value) {
    return new SettingsListing.Line("http." + name, String.valueOf(value), "option");
  }

  /// Returns when the process is told to end.
  static void awaitEnd(Server server) throws InterruptedException {
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
