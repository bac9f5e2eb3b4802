package io.dagwerk.server;

import io.dagwerk.automation.queue.QueueLimits;
import io.dagwerk.cli.ServerAddress;
import io.dagwerk.cli.ServerFile;
import io.dagwerk.daemon.Daemon;
import io.dagwerk.daemon.DaemonSettings;
import io.dagwerk.daemon.LocationSettings;
import io.dagwerk.daemon.Operations;
import io.dagwerk.graphql.GraphQlApi;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.dagwerk.storage.files.FileComputeLogs;
import io.dagwerk.storage.postgres.PostgresSettings;
import io.dagwerk.storage.postgres.PostgresStorage;
import io.dagwerk.storage.sqlite.SqliteStorage;
import io.dagwerk.webserver.Webserver;
import io.dagwerk.webserver.WebserverOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server of an instance: stores, daemon and web server in one process.
///
/// ```java
/// try (Server server = Server.start(new Server.Place(folder, base), settings)) {
///   server.operations().launch(Principal.LOCAL, LaunchRequest.of("refresh"));
/// }
/// ```
public final class Server implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Daemon daemon;
  private final ServerAddress address;

  /// Where a server works.
  ///
  /// @param instance the folder of the instance
  /// @param base the folder that paths of the settings are relative to
  /// @param port of its API, on loopback; 0 for a free one
  public record Place(Path instance, Path base, int port) {
    /// At a free port.
    public Place(Path instance, Path base) {
      this(instance, base, 0);
    }
  }

  private interface Opening {
    Daemon open(InstanceFolder folder, Daemon.Stores stores) throws IOException;
  }

  private Server(Place place, Settings settings, Opening opening) throws IOException {
    try {
      InstanceFolder folder = open(InstanceFolder.hold(place.instance()));
      Storage storage = open(storage(folder, settings));
      Daemon.Stores stores =
          new Daemon.Stores(storage, new FileComputeLogs(folder.logs()), folder.key());
      this.daemon = open(opening.open(folder, stores));
      this.address = serve(place, stores.key().ofApi());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private ServerAddress serve(Place place, String token) {
    Webserver webserver =
        open(
            Webserver.start(
                WebserverOptions.loopback(place.port()).token(token), new GraphQlApi(daemon)));
    ServerAddress reached = new ServerAddress(webserver.url(), Optional.of(token));
    ServerFile file = new ServerFile(place.instance());
    file.write(reached);
    open(file::delete);
    return reached;
  }

  /// Starts a server; its locations are loaded after that.
  ///
  /// @throws InvalidSettings with what is wrong with settings or place
  /// @throws IOException when the instance's folder cannot be read
  public static Server start(Place place, Settings settings) throws IOException {
    Logs.configure();
    return new Server(
        place,
        settings,
        (folder, stores) -> {
          Daemon started = daemon(stores, settings(place, folder, settings), folder.runHostPort());
          folder.keepRunHostPort(started.runHostPort());
          return started;
        });
  }

  /// Starts a server that only shows what is stored.
  ///
  /// @throws InvalidSettings with what is wrong with settings or place
  /// @throws IOException when the instance's folder cannot be read
  public static Server idle(Place place, Settings settings) throws IOException {
    return new Server(place, settings, (_, stores) -> Daemon.idle(stores, InstantSource.system()));
  }

  /// Where its API is reached.
  public ServerAddress address() {
    return address;
  }

  private <T extends AutoCloseable> T open(T part) {
    parts.push(part);
    return part;
  }

  private static Storage storage(InstanceFolder folder, Settings settings) {
    try {
      return settings
          .postgres()
          .map(entry -> PostgresStorage.open(postgres(entry)))
          .orElseGet(() -> SqliteStorage.open(folder.database()));
    } catch (IllegalStateException | StorageException unusable) {
      throw InvalidSettings.of(String.valueOf(unusable.getMessage()));
    }
  }

  /// Brings the database of an instance that nobody serves here to this Dagwerk's schema.
  ///
  /// @throws InvalidSettings with what is wrong with settings or place
  static void migrate(Place place, Settings settings) {
    try (InstanceFolder folder = InstanceFolder.hold(place.instance())) {
      settings
          .postgres()
          .map(Server::postgres)
          .ifPresentOrElse(
              PostgresStorage::migrate, () -> SqliteStorage.migrate(folder.database()));
    }
  }

  private static PostgresSettings postgres(Settings.PostgresEntry entry) {
    return new PostgresSettings(
        entry.url(), entry.user(), entry.password().reveal(), entry.connections());
  }

  /// Another program may have taken the port since the last host.
  private static Daemon daemon(Daemon.Stores stores, DaemonSettings settings, int port)
      throws IOException {
    try {
      return Daemon.start(stores, settings.runHostPort(port), InstantSource.system());
    } catch (IOException taken) {
      if (port == 0) {
        throw taken;
      }
      return Daemon.start(stores, settings.runHostPort(0), InstantSource.system());
    }
  }

  private static DaemonSettings settings(Place place, InstanceFolder folder, Settings settings) {
    List<LocationSettings> locations = new ArrayList<>();
    for (Map.Entry<String, Settings.CodeSettings> entry : settings.locations().entrySet()) {
      Settings.CodeSettings code = entry.getValue();
      locations.add(
          new LocationSettings(
              entry.getKey(),
              code.definitions(),
              code.classPath().orElse(List.of()).stream().map(place.base()::resolve).toList(),
              code.classPathFile().map(place.base()::resolve),
              folder.values(entry.getKey()).toAbsolutePath()));
    }
    DaemonSettings defaults = DaemonSettings.of(locations, EngineJars.find());
    return defaults
        .limits(settings.runs().most().map(QueueLimits::of).orElse(defaults.limits()))
        .spareWorkers(settings.runs().spareWorkers())
        .retention(settings.logs().retention())
        .cache(folder.cache().toAbsolutePath())
        .host(host(place))
        .runHost(
            new RunHostOptions(
                RunHostOptions.LOCAL.silence(),
                settings.runs().cancelGrace(),
                (long) settings.logs().mostPrintedMib() << 20));
  }

  /// The lock on the folder lets no other host of this machine have the name.
  private static String host(Place place) {
    try {
      return "%s on %s"
          .formatted(
              place.instance().toAbsolutePath().normalize(),
              InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException nameless) {
      return place.instance().toAbsolutePath().normalize().toString();
    }
  }

  public Operations operations() {
    return daemon;
  }

  /// Ends the server. Workers with a run go on, and wait for the next one.
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        System.getLogger(Server.class.getName())
            .log(System.Logger.Level.WARNING, "a part of the server did not close", e);
      }
    }
  }
}
