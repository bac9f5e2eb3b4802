package io.dagwerk.server;

import io.dagwerk.automation.queue.QueueLimits;
import io.dagwerk.cli.LocalServers.Purpose;
import io.dagwerk.cli.ServerAddress;
import io.dagwerk.cli.ServerFile;
import io.dagwerk.daemon.BuiltCode;
import io.dagwerk.daemon.CodeSource;
import io.dagwerk.daemon.Daemon;
import io.dagwerk.daemon.DaemonSettings;
import io.dagwerk.daemon.InstanceKey;
import io.dagwerk.daemon.LocationSettings;
import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.SettingsSource;
import io.dagwerk.graphql.ApiMode;
import io.dagwerk.graphql.ServerFacts;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.dagwerk.spi.memory.MemoryStorage;
import io.dagwerk.storage.files.FileComputeLogs;
import io.dagwerk.storage.postgres.PostgresStorage;
import io.dagwerk.storage.sqlite.SqliteStorage;
import io.dagwerk.webserver.Webserver;
import io.dagwerk.webserver.WebserverOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// A server of an instance: stores, daemon and web server in one process.
///
/// ```java
/// try (Server server = Server.start(new Server.Place(folder, base), settings)) {
///   server.operations().launch(Principal.LOCAL, LaunchRequest.of("refresh"));
/// }
/// ```
public final class Server implements AutoCloseable {
  private static final InstantSource CLOCK = InstantSource.system();

  private final Parts parts;
  private final Daemon daemon;
  private final ServerAddress address;

  /// Where a server works.
  ///
  /// @param instance the folder of the instance
  /// @param base the folder that paths of the settings are relative to
  /// @param port of its API; 0 for a free one
  public record Place(Path instance, Path base, int port) {
    /// At a free port.
    public Place(Path instance, Path base) {
      this(instance, base, 0);
    }
  }

  private Server(Parts parts, Daemon daemon, ServerAddress address) {
    this.parts = parts;
    this.daemon = daemon;
    this.address = address;
  }

  /// Starts a server; its locations are loaded after that.
  ///
  /// @throws InvalidSettings with what is wrong with settings or place
  /// @throws IOException when the instance's folder cannot be read
  public static Server start(Place place, Settings settings) throws IOException {
    return serving(
        place,
        settings,
        new Located(folder -> locations(place, folder, settings), _ -> SettingsSource.NONE),
        List.of());
  }

  /// Starts a server whose settings can be read again.
  ///
  /// @param file reads them later
  /// @throws InvalidSettings with what is wrong with settings or place
  /// @throws IOException when the instance's folder cannot be read
  static Server start(Place place, SettingsFile.Loaded loaded, Supplier<Settings> file)
      throws IOException {
    Settings settings = loaded.settings();
    return serving(
        place,
        settings,
        new Located(
            folder -> locations(place, folder, settings),
            folder -> new RereadSettings(file, settings, now -> locations(place, folder, now))),
        loaded.listing());
  }

  /// Which locations a server has, at its start and later.
  private record Located(
      Function<InstanceFolder, List<LocationSettings>> first,
      Function<InstanceFolder, SettingsSource> later) {}

  /// Starts a server of code that is being written, with all else as it is without settings.
  ///
  /// @param name of the location
  /// @throws InvalidSettings with what is wrong with the place
  /// @throws IOException when the instance's folder cannot be read
  static Server developing(Place place, String name, CodeSource code) throws IOException {
    return serving(
        place,
        SettingsFile.none(),
        new Located(
            folder ->
                List.of(
                    new LocationSettings.OfCode(
                        name, code, folder.values(name).toAbsolutePath(), Optional.empty())),
            _ -> SettingsSource.NONE),
        List.of());
  }

  private static Server serving(
      Place place, Settings settings, Located locations, List<SettingsListing.Line> listing)
      throws IOException {
    return open(parts -> {
      InstanceFolder folder = parts.open(InstanceFolder.hold(place.instance()));
      Daemon.Stores stores = stores(parts, folder, settings);
      DaemonSettings working =
          opened(
              place,
              settings,
              settings(folder, settings, locations.first().apply(folder)).host(folder.hostId()));
      Daemon daemon =
          parts.open(
              hearing(
                  folder,
                  working,
                  each -> Daemon.start(stores, each, CLOCK, locations.later().apply(folder))));
      return reached(
          parts,
          daemon,
          settings
              .http()
              .options(place.port(), daemon.apiToken())
              .telling(facts(settings, listing)),
          new ServerFile(place.instance()));
    });
  }

  /// Settings of locations are left out: they are read again while it works, and told with these.
  private static ServerFacts facts(Settings settings, List<SettingsListing.Line> listing) {
    return new ServerFacts(
        settings.http().readOnly() ? ApiMode.READ_ONLY : ApiMode.OPEN,
        settings.ui().look(),
        listing.stream()
            .filter(line -> !line.path().startsWith("locations."))
            .map(line -> new ServerFacts.Setting(line.path(), line.value(), line.origin()))
            .toList());
  }

  /// Starts a server in the process of a command, which does no more than the command wants: see
  /// [EmbeddedServers].
  ///
  /// @throws InvalidSettings with what is wrong with settings or place
  /// @throws IOException when the instance's folder cannot be read
  static Server ofCommand(Place place, Settings settings, Purpose purpose) throws IOException {
    return switch (purpose) {
      case READ, FOLLOW -> looking(place, settings, stores -> Daemon.idle(stores, CLOCK));
      case LOCATIONS -> {
        DaemonSettings serving =
            settings(place, InstanceFolder.look(place.instance()), settings).spareWorkers(0);
        yield looking(place, settings, stores -> Daemon.serving(stores, serving, CLOCK));
      }
      case CHANGE -> holding(place, settings, (_, stores) -> Daemon.idle(stores, CLOCK));
      case CANCEL ->
          holding(
              place,
              settings,
              (folder, stores) ->
                  hearing(
                      folder,
                      opened(
                          place,
                          settings,
                          DaemonSettings.of(List.of(), List.of())
                              .host(folder.hostId())
                              .runHost(runHost(settings))),
                      each -> Daemon.hearing(stores, each, CLOCK)));
      case LAUNCH ->
          holding(
              place,
              settings,
              (folder, stores) ->
                  Daemon.serving(stores, settings(place, folder, settings).spareWorkers(0), CLOCK));
      case RELOAD, RUN ->
          holding(
              place,
              settings,
              (folder, stores) ->
                  hearing(
                      folder,
                      opened(
                          place, settings, settings(place, folder, settings).host(folder.hostId())),
                      each -> Daemon.startForOwnRuns(stores, each, CLOCK)));
    };
  }

  private interface Looking {
    Daemon on(Daemon.Stores stores) throws IOException;
  }

  /// Beside whoever works on the instance: writes nothing, and of an instance that is not there
  /// shows that it is empty.
  private static Server looking(Place place, Settings settings, Looking looking)
      throws IOException {
    return open(parts -> {
      InstanceFolder folder = InstanceFolder.look(place.instance());
      boolean isThere = settings.postgres().isPresent() || folder.hasDatabase();
      Storage storage = parts.open(isThere ? storage(folder, settings) : new MemoryStorage());
      Daemon.Stores stores =
          new Daemon.Stores(storage, new FileComputeLogs(folder.logs()), InstanceKey.create());
      Daemon daemon = parts.open(looking.on(stores));
      return new Server(parts, daemon, serve(parts, daemon, forCommands(place, daemon)));
    });
  }

  private interface Holding {
    Daemon on(InstanceFolder folder, Daemon.Stores stores) throws IOException;
  }

  private static Server holding(Place place, Settings settings, Holding holding)
      throws IOException {
    return open(parts -> {
      InstanceFolder folder = parts.open(InstanceFolder.hold(place.instance()));
      Daemon daemon = parts.open(holding.on(folder, stores(parts, folder, settings)));
      return reached(
          parts, daemon, forCommands(place, daemon), ServerFile.ofCommand(place.instance()));
    });
  }

  private interface Opening {
    Server with(Parts parts) throws IOException;
  }

  private static Server open(Opening opening) throws IOException {
    Logs.configure();
    Parts parts = new Parts();
    try {
      return opening.with(parts);
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static Daemon.Stores stores(Parts parts, InstanceFolder folder, Settings settings)
      throws IOException {
    Storage storage = parts.open(storage(folder, settings));
    return new Daemon.Stores(storage, new FileComputeLogs(folder.logs()), folder.key());
  }

  /// Tells the commands on this machine where the API is.
  private static Server reached(
      Parts parts, Daemon daemon, WebserverOptions options, ServerFile file) {
    ServerAddress reached = serve(parts, daemon, options);
    file.write(reached);
    parts.open(file::delete);
    return new Server(parts, daemon, reached);
  }

  private static ServerAddress serve(Parts parts, Daemon daemon, WebserverOptions options) {
    Webserver webserver = parts.open(Webserver.start(options, daemon));
    return new ServerAddress(webserver.url(), Optional.of(daemon.apiToken()));
  }

  /// For the commands of this machine alone.
  private static WebserverOptions forCommands(Place place, Daemon daemon) {
    return WebserverOptions.loopback(place.port()).token(daemon.apiToken());
  }

  /// Where its API is reached.
  public ServerAddress address() {
    return address;
  }

  static Storage storage(InstanceFolder folder, Settings settings) {
    try {
      return settings
          .postgres()
          .map(entry -> PostgresStorage.open(entry.settings()))
          .orElseGet(() -> SqliteStorage.open(folder.database()));
    } catch (IllegalStateException | StorageException unusable) {
      boolean isElsewhere = settings.postgres().isPresent();
      throw InvalidSettings.of(
          isElsewhere
              ? String.valueOf(unusable.getMessage())
              : PlaceTrouble.of(folder.path(), unusable));
    }
  }

  /// Brings the database of an instance that nobody serves here to this Dagwerk's schema.
  ///
  /// @throws InvalidSettings with what is wrong with settings or place
  static void migrate(Place place, Settings settings) {
    try (InstanceFolder folder = InstanceFolder.hold(place.instance())) {
      settings
          .postgres()
          .map(Settings.PostgresEntry::settings)
          .ifPresentOrElse(
              PostgresStorage::migrate, () -> SqliteStorage.migrate(folder.database()));
    }
  }

  private interface Hearing {
    Daemon with(DaemonSettings settings) throws IOException;
  }

  /// A daemon that hears workers where the last one did, so that they find it.
  private static Daemon hearing(InstanceFolder folder, DaemonSettings settings, Hearing hearing)
      throws IOException {
    return RunHostPort.in(folder)
        .open(port -> hearing.with(settings.runHostPort(port)), Daemon::runHostPort);
  }

  /// With where workers of other machines are heard. Who hears none leaves that to who does.
  private static DaemonSettings opened(Place place, Settings settings, DaemonSettings hearing) {
    return Elsewhere.runHost(settings, place.base()).map(hearing::openRunHost).orElse(hearing);
  }

  private static List<LocationSettings> locations(
      Place place, InstanceFolder folder, Settings settings) {
    return locations(
        place.base(), settings.locations(), name -> folder.values(name).toAbsolutePath());
  }

  private static DaemonSettings settings(Place place, InstanceFolder folder, Settings settings) {
    return settings(folder, settings, locations(place, folder, settings));
  }

  private static DaemonSettings settings(
      InstanceFolder folder, Settings settings, List<LocationSettings> locations) {
    DaemonSettings defaults = DaemonSettings.of(locations, EngineJars.find());
    return defaults
        .limits(
            settings
                .runs()
                .most()
                .map(QueueLimits::of)
                .orElse(defaults.limits())
                .mostShared(settings.runs().mostShared()))
        .spareWorkers(settings.runs().spareWorkers())
        .withheld(settings.secretVariables())
        .retention(settings.logs().retention())
        .cache(ClassCaches.folder().orElseGet(folder::cache).toAbsolutePath())
        .runHost(runHost(settings));
  }

  /// The locations that settings say.
  ///
  /// @param described each by its name
  /// @param base the folder that their paths are relative to
  /// @param values where each keeps values that name no IO manager
  static List<LocationSettings> locations(
      Path base,
      SequencedMap<String, Settings.CodeSettings> described,
      Function<String, Path> values) {
    List<LocationSettings> locations = new ArrayList<>();
    described.forEach((name, code) ->
        locations.add(
            code.address().isPresent()
                ? Elsewhere.location(name, code, base)
                : ofCode(name, code, base, values)));
    return locations;
  }

  /// A location whose code is here.
  static LocationSettings.OfCode ofCode(
      String name, Settings.CodeSettings code, Path base, Function<String, Path> values) {
    return new LocationSettings.OfCode(
        name,
        new BuiltCode(
            code.definitions().orElseThrow(),
            code.classPath().orElse(List.of()).stream().map(base::resolve).toList(),
            code.classPathFile().map(base::resolve)),
        values.apply(name),
        code.javaHome().map(base::resolve),
        code.isolation().isolation());
  }

  private static RunHostOptions runHost(Settings settings) {
    return new RunHostOptions(
        RunHostOptions.LOCAL.silence(),
        settings.runs().cancelGrace(),
        settings.limits().limits(),
        settings.poolLimits(),
        settings.runs().waits());
  }

  public Operations operations() {
    return daemon;
  }

  /// Ends the server. Workers with a run go on, and wait for the next one.
  @Override
  public void close() {
    parts.close();
  }
}
