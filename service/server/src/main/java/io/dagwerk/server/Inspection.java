package io.dagwerk.server;

import io.dagwerk.cli.ServerFile;
import io.dagwerk.codeclient.Jdk;
import io.dagwerk.daemon.Daemon;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.dagwerk.spi.StoredRun;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Looks at an instance as it lies there: what it is, and what keeps a server from working on it.
/// Changes nothing, and no server need run. Confined to one thread.
///
/// ```java
/// Inspection found = Inspection.of(place, settings, InstantSource.system());
/// found.problems().forEach(System.err::println);
/// ```
final class Inspection {
  private static final String NOBODY = "none works here";
  private static final int MOST_RUNS = 1_000;
  private static final long LEAST_FREE = 100L << 20;

  /// Clocks that differ by less do no harm: leases last longer.
  private static final Duration MOST_AHEAD = Duration.ofSeconds(5);

  private final Server.Place place;
  private final Settings settings;
  private final Instant now;
  private final SequencedMap<String, Object> facts = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> weaknesses = new ArrayList<>();

  private Inspection(Server.Place place, Settings settings, Instant now) {
    this.place = place;
    this.settings = settings;
    this.now = now;
  }

  static Inspection of(Server.Place place, Settings settings, InstantSource clock) {
    Inspection inspection = new Inspection(place, settings, clock.instant());
    inspection.lookAtFolder();
    inspection.lookAtDatabase();
    inspection.lookAtLocations();
    inspection.lookAtAddresses();
    return inspection;
  }

  /// What there is to know, by name: texts, numbers and lists of texts.
  SequencedMap<String, Object> facts() {
    SequencedMap<String, Object> all = new LinkedHashMap<>(facts);
    all.put("weaknesses", List.copyOf(weaknesses));
    all.put("problems", List.copyOf(problems));
    return all;
  }

  /// What keeps a server from working here, each with what to do.
  List<String> problems() {
    return List.copyOf(problems);
  }

  /// Under which circumstances something may be lost.
  List<String> weaknesses() {
    return List.copyOf(weaknesses);
  }

  private void lookAtFolder() {
    Path folder = place.instance().toAbsolutePath().normalize();
    facts.put("folder", folder.toString());
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      if (!Files.isDirectory(there)) {
        problems.add(
            "'%s' is no folder, so an instance cannot be in '%s'; choose another with --instance"
                .formatted(there, folder));
        return;
      }
      requireWritable(folder, there);
      long free = Files.getFileStore(there).getUsableSpace();
      facts.put("freeBytes", free);
      if (free < LEAST_FREE) {
        problems.add(
            "the disk of '%s' has only %d MiB left; make room, at least %d MiB"
                .formatted(folder, free >> 20, LEAST_FREE >> 20));
      }
      DiskUse used = DiskUse.of(folder);
      facts.put("usedBytes", used.all());
      used.byPart().forEach((part, bytes) -> facts.put(part + "Bytes", bytes));
      facts.put("server", server(folder));
    } catch (IOException e) {
      problems.add("the folder '%s' of the instance cannot be read: %s".formatted(folder, e));
    }
  }

  /// By writing where the folder is there; else by what the file system says.
  private void requireWritable(Path folder, Path there) {
    try {
      if (there.equals(folder)) {
        Files.delete(Files.createTempFile(folder, "check", ".tmp"));
      } else if (!Files.isWritable(there)) {
        throw new IOException("'%s' is read-only".formatted(there));
      }
    } catch (IOException e) {
      problems.add(
          "the folder '%s' of the instance cannot be written (%s); choose one that can with --instance"
              .formatted(folder, e));
    }
  }

  private static String server(Path folder) throws IOException {
    if (!InstanceFolder.isHeld(folder)) {
      return NOBODY;
    }
    return new ServerFile(folder)
        .read()
        .map(address -> "one works at " + address.url())
        .orElse("a command works here");
  }

  private void lookAtDatabase() {
    InstanceFolder folder = InstanceFolder.look(place.instance());
    facts.put(
        "database",
        settings.postgres().isPresent()
            ? "PostgreSQL, as the settings say"
            : "SQLite, in the folder of the instance");
    if (settings.postgres().isEmpty() && !folder.hasDatabase()) {
      facts.put("schema", "none yet: the first server makes it");
      return;
    }
    try (Storage storage = Server.storage(folder, settings)) {
      facts.put("schema", "the one of this Dagwerk");
      weaknesses.addAll(storage.weaknesses());
      lookAtRuns(storage);
    } catch (InvalidSettings | StorageException e) {
      facts.put("schema", "unknown");
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private void lookAtRuns(Storage storage) {
    facts.put("activeHost", activeHost(storage.leases().find(Daemon.ACTIVE_HOST)));
    RunFilter open =
        RunFilter.all()
            .of(RunStatus.QUEUED)
            .of(RunStatus.STARTING)
            .of(RunStatus.STARTED)
            .of(RunStatus.CANCELING);
    int waiting = storage.runs().list(open, Optional.empty(), MOST_RUNS).size();
    facts.put("runsThatHaveNotEnded", waiting == MOST_RUNS ? waiting + " or more" : waiting);
    Optional<StoredRun> newest =
        storage.runs().list(RunFilter.all(), Optional.empty(), 1).stream().findFirst();
    newest.ifPresent(run -> facts.put("newestRun", run.times().created().toString()));
    newest
        .map(run -> run.times().created())
        .filter(created -> created.isAfter(now.plus(MOST_AHEAD)))
        .ifPresent(created ->
            problems.add(
                "the newest run is of %s, but here it is %s; set the clock of this machine, or of the one that created it"
                    .formatted(created, now)));
  }

  private String activeHost(Optional<Lease> lease) {
    return lease
        .filter(held -> held.isHeldAt(now))
        .map(Lease::holder)
        .orElse("none: no host executes runs");
  }

  private void lookAtLocations() {
    facts.put("locations", List.copyOf(settings.locations().keySet()));
    settings
        .locations()
        .forEach((name, code) -> {
          code.classPath().orElse(List.of()).forEach(path -> requireThere(name, path));
          code.classPathFile().ifPresent(path -> requireThere(name, path));
          code.javaHome()
              .ifPresent(home ->
                  require(
                      "location '%s': ".formatted(name), () -> Jdk.in(place.base().resolve(home))));
          code.address()
              .ifPresent(_ -> require("", () -> Elsewhere.location(name, code, place.base())));
        });
  }

  /// Where a server listens. While one works here, it is that which has the ports.
  private void lookAtAddresses() {
    boolean isFree = NOBODY.equals(facts.get("server"));
    if (isFree) {
      requireFree(
          "http.port", new InetSocketAddress(settings.http().address(), settings.http().port()));
    }
    require("", () -> Elsewhere.runHost(settings, place.base()));
    Elsewhere.listens(settings, place.base())
        .ifPresent(listen -> {
          listen.trouble().ifPresent(problem -> problems.add("runHost.tls: " + problem));
          if (isFree) {
            requireFree(
                "runHost.listen",
                new InetSocketAddress(listen.address().host(), listen.address().port()));
          }
        });
  }

  /// Something that throws with what is wrong with it.
  private interface Requirement {
    Object get() throws IOException;
  }

  private void require(String where, Requirement requirement) {
    try {
      var _ = requirement.get();
    } catch (IOException | InvalidSettings e) {
      problems.add(where + e.getMessage());
    }
  }

  private void requireFree(String setting, InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address);
    } catch (IOException e) {
      problems.add(
          "nothing can listen on %s:%d (%s); end what does, or say another '%s' in dagwerk.yaml"
              .formatted(address.getHostString(), address.getPort(), e.getMessage(), setting));
    }
  }

  private void requireThere(String location, Path path) {
    Path whole = place.base().resolve(path);
    if (!Files.exists(whole)) {
      problems.add(
          "location '%s' has '%s' in its class path, which is not there; build the code, or correct dagwerk.yaml"
              .formatted(location, whole));
    }
  }
}
