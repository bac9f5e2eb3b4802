package io.dagwerk.server;

import io.dagwerk.cli.CommandFailed;
import io.dagwerk.cli.ExitCode;
import io.dagwerk.cli.LocalServers;
import io.dagwerk.cli.ServerAddress;
import io.dagwerk.cli.ServerFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Servers in the process of a command, from the settings in the folder in which it is typed. For
/// one thread.
final class EmbeddedServers implements LocalServers, AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 50;

  private final Path base;
  private final List<Server> started = new ArrayList<>();

  /// @param base the folder with the settings
  EmbeddedServers(Path base) {
    this.base = base;
  }

  @Override
  public Optional<ServerAddress> start(Path instance, Purpose purpose) {
    try {
      if (InstanceFolder.isHeld(instance)) {
        awaitAddress(instance);
        return Optional.empty();
      }
      Server server = server(new Server.Place(instance, base), purpose);
      started.add(server);
      return Optional.of(server.address());
    } catch (InvalidSettings e) {
      throw new CommandFailed(ExitCode.NO_SERVER, String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      throw new CommandFailed(
          ExitCode.NO_SERVER, "no server can be started here: " + e.getMessage());
    }
  }

  /// A server that has just been started says in a moment where it is reached.
  private static void awaitAddress(Path instance) throws IOException {
    Path file = new ServerFile(instance).path();
    long until = System.nanoTime() + LONGEST_START.toNanos();
    try {
      while (!Files.exists(file) && InstanceFolder.isHeld(instance) && System.nanoTime() < until) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Server server(Server.Place place, Purpose purpose) throws IOException {
    Path file = base.resolve(SettingsFile.NAME);
    return switch (purpose) {
      case WORK -> Server.start(place, SettingsFile.read(file));
      case READ ->
          Server.idle(place, Files.exists(file) ? SettingsFile.read(file) : SettingsFile.none());
    };
  }

  @Override
  public void close() {
    started.forEach(Server::close);
  }
}
