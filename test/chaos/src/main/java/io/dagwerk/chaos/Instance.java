package io.dagwerk.chaos;

import io.dagwerk.chaos.jobs.NotedValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/// An instance with its hosts, its store and its disk, and what the steps have written down.
final class Instance {
  private static final Duration LONGEST_END = Duration.ofSeconds(20);

  /// How long a lease goes on that somebody held who is gone.
  private static final long LONGEST_LEASE_MILLIS = 20_000;

  private static final int MEGABYTES_OF_HOST = 160;
  private static final int MEGABYTES_OF_DATABASE = 400;

  private final Path root;
  private final List<Host> hosts;
  private final Store store;
  private final List<Disk> disks;
  private final RecordFile record;

  private Instance(Path root, List<Host> hosts, Store store, List<Disk> disks) {
    this.root = root;
    this.hosts = hosts;
    this.store = store;
    this.disks = disks;
    this.record = new RecordFile(root.resolve("record"));
  }

  /// One host on SQLite.
  ///
  /// @param withDisk whether its folder lies on a disk of its own, where one may be mounted
  static Instance sqlite(ClassPath classPath, boolean withDisk) throws Exception {
    Path root = newRoot();
    Path folder = Files.createDirectories(root.resolve("host1"));
    Host host = new Host(root, folder, classPath);
    List<Disk> disks =
        withDisk
            ? Disk.mount(root.resolve("disk1"), host.instance(), MEGABYTES_OF_HOST).stream()
                .toList()
            : List.of();
    Store store = new SqliteStore(host.instance().resolve("dagwerk.db"));
    write(folder, store);
    host.start();
    return new Instance(root, List.of(host), store, disks);
  }

  /// Two hosts on one PostgreSQL, whose folder lies on a disk of its own where one may be mounted.
  static Instance postgres(ClassPath classPath) throws Exception {
    Path root = newRoot();
    Path database = root.resolve("database");
    List<Disk> disks =
        Disk.mount(root.resolve("disk1"), database, MEGABYTES_OF_DATABASE).stream().toList();
    Store store = PostgresStore.start(database.resolve("postgres"));
    List<Host> hosts = new ArrayList<>();
    for (String name : List.of("host1", "host2")) {
      Path folder = Files.createDirectories(root.resolve(name));
      write(folder, store);
      Host host = new Host(root, folder, classPath);
      if (!hosts.isEmpty()) {
        Files.createDirectories(host.instance());
        Files.copy(hosts.getFirst().instance().resolve("key"), host.instance().resolve("key"));
      }
      host.start();
      hosts.add(host);
    }
    return new Instance(root, hosts, store, disks);
  }

  private static Path newRoot() throws IOException {
    Path root = Files.createTempDirectory("dagwerk-chaos");
    for (String folder : List.of("holds", "broken", "values")) {
      Files.createDirectories(root.resolve(folder));
    }
    return root;
  }

  /// One host on SQLite, which forgets what was logged after some minutes.
  static Instance forgetful(ClassPath classPath, int keepMinutes) throws Exception {
    Path root = newRoot();
    Path folder = Files.createDirectories(root.resolve("host1"));
    Host host = new Host(root, folder, classPath);
    Store store = new SqliteStore(host.instance().resolve("dagwerk.db"));
    write(folder, store);
    Files.writeString(
        folder.resolve("dagwerk.yaml"),
        "logs: {keep: %dm}\n".formatted(keepMinutes),
        StandardOpenOption.APPEND);
    host.start();
    return new Instance(root, List.of(host), store, List.of());
  }

  private static void write(Path folder, Store store) throws IOException {
    Files.writeString(
        folder.resolve("dagwerk.yaml"),
        """
        locations:
          chaos:
            definitions: io.dagwerk.chaos.jobs.ChaosLocation
            classPath: [%s]
        runs: {most: 12, spareWorkers: 2, cancelGrace: 3s}
        %s
        """
            .formatted(ClassPath.jobs(), store.settings()));
  }

  Path root() {
    return root;
  }

  List<Host> hosts() {
    return hosts;
  }

  Store store() {
    return store;
  }

  List<Disk> disks() {
    return disks;
  }

  RecordFile record() {
    return record;
  }

  Api api() {
    return hosts.getFirst().api();
  }

  Processes processes() {
    return new Processes(Host.marker(root));
  }

  /// Whether a host has made the JVM's cache of Dagwerk's classes.
  boolean hasClassCache() throws IOException {
    try (Stream<Path> files =
        Files.walk(hosts.getFirst().instance().resolve("cache").toRealPath())) {
      return files.anyMatch(file -> file.endsWith("engine.aot"));
    }
  }

  /// Which faults can strike here.
  List<Fault> faults() throws InterruptedException {
    Set<Fault> faults =
        EnumSet.of(
            Fault.WORKER_KILLED,
            Fault.WORKER_STOPPED,
            Fault.WORKER_STOPPED_LONG,
            Fault.CODE_SERVER_KILLED,
            Fault.CODE_SERVER_STOPPED,
            Fault.HOST_KILLED,
            Fault.HOST_STOPPED);
    if (!disks.isEmpty()) {
      faults.addAll(List.of(Fault.DISK_FULL, Fault.DISK_SLOW));
    }
    if (Links.mayBeCut()) {
      faults.add(Fault.LINK_CUT);
    }
    faults.addAll(store.faults());
    return List.copyOf(faults);
  }

  /// The hash of each value in the store of values, by its path.
  SequencedMap<String, String> values() throws IOException {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    Path folder = root.resolve("values");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        values.put(
            folder.relativize(file).toString(), new NotedValue(Files.readString(file)).hash());
      }
    }
    return values;
  }

  /// Ends all hosts, and says what is left that should not be.
  List<Violation> stop() throws Exception {
    List<Violation> left = new ArrayList<>();
    for (Host host : hosts) {
      host.stop();
    }
    store
        .held(LONGEST_LEASE_MILLIS)
        .forEach(what -> left.add(new Violation("the dead hold nothing", "", what)));
    store.stop();
    Processes processes = processes();
    if (!Waiting.until(LONGEST_END, () -> processes.all().isEmpty())) {
      for (long pid : processes.all()) {
        left.add(
            new Violation(
                "no process is left",
                "",
                pid + " " + Processes.commandLine(pid).replace('\0', ' ')));
        Processes.signal("KILL", pid);
      }
    }
    for (Disk disk : disks) {
      disk.unmount();
    }
    return left;
  }

  /// Kills all that runs, and gives up its disks.
  void abandon() throws IOException, InterruptedException {
    for (long pid : processes().all()) {
      Processes.signal("KILL", pid);
    }
    for (Disk disk : disks) {
      disk.giveUp();
    }
    delete();
  }

  /// Deletes all files, when nobody needs to look at them.
  void delete() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList().reversed()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
