package io.dagwerk.server;

import io.dagwerk.cli.CommandFailed;
import io.dagwerk.cli.ExitCode;
import io.dagwerk.cli.LocalServers;
import io.dagwerk.cli.ServerAddress;
import io.dagwerk.cli.ServerFile;
import io.dagwerk.daemon.LocationStatus;
import io.dagwerk.spi.StorageException;
import java.io.IOException;
import java.io.PrintStream;
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
///
/// What reads goes beside whoever works on the instance. What has something done holds it, and no
/// other command or server does at that time: of runs, only its own are started, because whatever
/// else is begun is left alone at its end.
final class EmbeddedServers implements LocalServers, AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(10);
  private static final Duration LONGEST_LOAD = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 50;

  private final Path base;
  private final PrintStream notices;
  private final List<Server> started = new ArrayList<>();

  /// @param base the folder with the settings
  /// @param notices for what is to be known of an instance on which no server works
  EmbeddedServers(Path base, PrintStream notices) {
    this.base = base;
    this.notices = notices;
  }

  /// Who holds the folder of an instance.
  private sealed interface Holder {
    record Nobody() implements Holder {}

    record AServer() implements Holder {}

    record ACommand(ServerAddress address) implements Holder {}
  }

  @Override
  public Optional<Local> start(Path instance, Purpose purpose) {
    Logs.leaveOutNotTurned();
    try {
      return switch (holder(instance)) {
        case Holder.AServer _ -> Optional.empty();
        case Holder.ACommand(ServerAddress address) -> beside(instance, purpose, address);
        case Holder.Nobody _ -> alone(instance, purpose);
      };
    } catch (InvalidSettings e) {
      throw new CommandFailed(ExitCode.NO_SERVER, String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException | StorageException e) {
      throw new CommandFailed(
          ExitCode.NO_SERVER, "no server can be started here: " + PlaceTrouble.of(instance, e));
    }
  }

  /// Who has just begun to hold the folder says in a moment how it is reached.
  private static Holder holder(Path instance) throws IOException {
    long until = System.nanoTime() + LONGEST_START.toNanos();
    while (InstanceFolder.isHeld(instance)) {
      if (Files.exists(new ServerFile(instance).path())) {
        return new Holder.AServer();
      }
      Optional<ServerAddress> command = ServerFile.ofCommand(instance).read();
      if (command.isPresent()) {
        return new Holder.ACommand(command.get());
      }
      if (System.nanoTime() > until || !pauses()) {
        throw InvalidSettings.of(
            "another process works on the instance in '%s' and does not say how it is reached; wait for its end, or end it"
                .formatted(instance));
      }
    }
    return new Holder.Nobody();
  }

  private static boolean pauses() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// While another command works on the instance.
  private Optional<Local> beside(Path instance, Purpose purpose, ServerAddress command)
      throws IOException {
    return switch (purpose) {
      // The other command may end before this one has read all.
      case READ, FOLLOW, LOCATIONS -> Optional.of(here(instance, purpose));
      case CHANGE, CANCEL, RELOAD -> Optional.of(new Local.OfAnotherCommand(command));
      case LAUNCH, RUN ->
          throw InvalidSettings.of(
              "another command works on the instance in '%s'; wait for its end: only a 'dagwerk server' executes the runs of several commands at once"
                  .formatted(instance));
    };
  }

  private Optional<Local> alone(Path instance, Purpose purpose) throws IOException {
    if (purpose == Purpose.FOLLOW) {
      notices.println(
          "no server works on the instance in '%s': a run that has not ended goes on when one does; start it with 'dagwerk server'"
              .formatted(instance));
    }
    if (purpose == Purpose.RELOAD) {
      throw InvalidSettings.of(
          "no server works on the instance in '%s', so there is no code to load anew: each server and command loads it when it starts"
              .formatted(instance));
    }
    return Optional.of(here(instance, purpose));
  }

  private Local here(Path instance, Purpose purpose) throws IOException {
    Server server = Server.ofCommand(new Server.Place(instance, base), settings(purpose), purpose);
    started.add(server);
    if (purpose == Purpose.LOCATIONS) {
      awaitLoaded(server);
    }
    return new Local.InThisProcess(server.address());
  }

  /// A location that cannot be loaded is known to be broken within a time of its own.
  private static void awaitLoaded(Server server) {
    long until = System.nanoTime() + LONGEST_LOAD.toNanos();
    while (server.operations().locations().stream()
            .anyMatch(location -> location.state() == LocationStatus.State.LOADING)
        && System.nanoTime() < until) {
      if (!pauses()) {
        return;
      }
    }
  }

  /// What shows or stops runs wants no code, and so no settings but those of the database.
  private Settings settings(Purpose purpose) {
    Path file = base.resolve(SettingsFile.NAME);
    return switch (purpose) {
      case LOCATIONS, RELOAD, LAUNCH, RUN -> SettingsFile.read(file);
      case READ, FOLLOW, CHANGE, CANCEL ->
          Files.exists(file) ? SettingsFile.read(file) : SettingsFile.none();
    };
  }

  @Override
  public void close() {
    started.forEach(Server::close);
  }
}
