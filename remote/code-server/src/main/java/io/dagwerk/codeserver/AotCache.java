package io.dagwerk.codeserver;

import io.dagwerk.worker.TrainingMain;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The JVM's cache of our classes (JEP 514), which workers map instead of reading and linking
/// classes: made once for a class path, a JVM and its options, in a folder that several code
/// servers may share. Whatever goes wrong with it costs a start its time, and never the start.
///
/// The JVM takes no cache for a class path with folders, as a tree that is being worked on has;
/// such workers go without. It compares time and size of each jar itself, so those stand for the
/// content here too.
final class AotCache {
  private static final System.Logger LOG = System.getLogger(AotCache.class.getName());
  private static final Path NICE = Path.of("/usr/bin/nice");
  private static final Duration LONGEST_TRAINING = Duration.ofMinutes(3);
  private static final String CACHE = ".aot";

  /// How many are kept, for other versions that run beside this one.
  private static final int MOST_KEPT = 4;

  /// The JVM says nothing of a cache that it cannot use, and goes on.
  private static final List<String> SILENT = List.of("-Xlog:aot=off", "-Xlog:cds=off");

  private final Path folder;
  private final List<String> options;
  private final String classPath;
  private final Optional<Path> file;

  /// @param options those that workers are started with
  /// @param classPath that of workers
  AotCache(Path folder, List<String> options, String classPath) {
    this.folder = folder;
    this.options = List.copyOf(options);
    this.classPath = classPath;
    this.file = key(options, classPath).map(key -> folder.resolve("worker-" + key + CACHE));
  }

  private static Optional<String> key(List<String> options, String classPath) {
    List<String> known = new ArrayList<>(options);
    known.add(System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      try {
        var jar = Files.readAttributes(Path.of(entry), BasicFileAttributes.class);
        if (jar.isDirectory()) {
          return Optional.empty();
        }
        known.add(entry + " " + jar.size() + " " + jar.lastModifiedTime());
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.of(hash(String.join("\n", known)));
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  /// What the command of a worker says about the cache; nothing while there is none.
  List<String> arguments() {
    return file.filter(Files::exists)
        .map(it -> Stream.concat(Stream.of("-XX:AOTCache=" + it), SILENT.stream()).toList())
        .orElse(List.of());
  }

  /// Makes the cache if it is not there and nobody else makes one in the folder. Takes seconds, at
  /// the lowest priority where the system has one.
  void make() {
    if (file.isEmpty() || Files.exists(file.get())) {
      return;
    }
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock != null && !Files.exists(file.get())) {
          make(file.get());
        }
      }
    } catch (IOException | OverlappingFileLockException e) {
      LOG.log(System.Logger.Level.WARNING, "workers start without a cache of classes", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void make(Path made) throws IOException, InterruptedException {
    prune();
    Path unfinished = folder.resolve("unfinished-" + ProcessHandle.current().pid());
    Process training = train(unfinished);
    try {
      if (!training.waitFor(LONGEST_TRAINING.toMillis(), TimeUnit.MILLISECONDS)
          || training.exitValue() != 0
          || !Files.exists(unfinished)) {
        throw new IOException("the training run made no " + unfinished);
      }
      Files.move(unfinished, made, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      training.descendants().forEach(ProcessHandle::destroyForcibly);
      training.destroyForcibly();
      Files.deleteIfExists(unfinished);
    }
  }

  private Process train(Path output) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      command.addAll(List.of(NICE.toString(), "-n", "19"));
    }
    command.add(WorkerCommand.java());
    command.addAll(options);
    command.add("-XX:AOTCacheOutput=" + output);
    command.addAll(SILENT);
    command.addAll(List.of("-cp", classPath, TrainingMain.class.getName()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// Deletes what trainings have left behind that were killed, and all but the newest caches. Those
  /// that are mapped stay for whoever maps them.
  private void prune() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path left : files.filter(it -> isNamed(it, "unfinished-", "")).toList()) {
        Files.deleteIfExists(left);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> caches =
          files
              .filter(it -> isNamed(it, "worker-", CACHE))
              .sorted(Comparator.comparing((Path it) -> it.toFile().lastModified()).reversed())
              .toList();
      for (Path old : caches.subList(Math.min(MOST_KEPT - 1, caches.size()), caches.size())) {
        Files.deleteIfExists(old);
      }
    }
  }

  private static boolean isNamed(Path file, String start, String end) {
    String name = file.getFileName().toString();
    return name.startsWith(start) && name.endsWith(end);
  }
}
