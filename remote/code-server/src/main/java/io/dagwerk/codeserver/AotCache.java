package io.dagwerk.codeserver;

import io.dagwerk.execution.SecretMask;
import io.dagwerk.protocol.ProcessEnd;
import io.dagwerk.worker.CachedClasses;
import io.dagwerk.worker.JvmCommand;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The JVM's cache of our classes (JEP 514), which code servers and workers map instead of reading
/// and linking classes: made once, in a folder that several code servers of the same jars and JVM
/// share. Whatever goes wrong with it costs a start its time, and never the start.
///
/// @param folder for this class path and this JVM alone
record AotCache(Path folder) {
  private static final System.Logger LOG = System.getLogger(AotCache.class.getName());
  private static final Path NICE = Path.of("/usr/bin/nice");
  private static final String UNFINISHED = "unfinished-";

  /// Long enough for a machine so busy that what has the lowest priority hardly gets on.
  private static final Duration LONGEST_TRAINING = Duration.ofMinutes(30);

  /// The cache as whoever starts a JVM uses it.
  CachedClasses classes() {
    return new CachedClasses(folder);
  }

  private Path file() {
    return classes().file();
  }

  /// Makes the cache if it is not there. Takes seconds, at the lowest priority where the system has
  /// one. While another process is at it, this one waits: the other may be ended before it is done.
  void make() {
    if (Files.exists(file())) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (!Files.exists(file())) {
        deleteUnfinished();
        train();
      }
    } catch (IOException | OverlappingFileLockException e) {
      LOG.log(System.Logger.Level.WARNING, "workers start without a cache of classes", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Deletes what trainings that were killed have left behind: the caches they made, and what the
  /// JVM writes beside one meanwhile. Nobody else trains here now.
  private void deleteUnfinished() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /// @throws IOException with what the training printed last, when it makes no cache
  void train() throws IOException, InterruptedException {
    Path unfinished = folder.resolve(UNFINISHED + ProcessHandle.current().pid());
    Path printed = folder.resolve(UNFINISHED + ProcessHandle.current().pid() + ".txt");
    Process training = start(unfinished, printed);
    Thread end = Thread.ofPlatform().unstarted(() -> kill(training));
    Runtime.getRuntime().addShutdownHook(end);
    try {
      if (!training.waitFor(LONGEST_TRAINING.toMillis(), TimeUnit.MILLISECONDS)
          || training.exitValue() != 0
          || !Files.exists(unfinished)) {
        throw new IOException("the training made no cache: " + how(training, printed));
      }
      Files.move(unfinished, file(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      kill(training);
      remove(end);
      deleteUnfinished();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It runs already.
    }
  }

  private static String how(Process training, Path printed) throws IOException {
    if (training.isAlive()) {
      return "it was not done within %d s".formatted(LONGEST_TRAINING.toSeconds());
    }
    try (FileChannel file = FileChannel.open(printed, StandardOpenOption.READ)) {
      List<String> last = LastWords.of(WorkerOutput.last(file), SecretMask.of(List.of()));
      return new ProcessEnd(training.exitValue(), Optional.empty(), last).describe();
    }
  }

  private static Process start(Path output, Path printed) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      command.addAll(List.of(NICE.toString(), "-n", "19"));
    }
    command.add(JvmCommand.java());
    command.addAll(JvmCommand.OPTIONS);
    // Profiles in the cache would have each worker compile in full what it does but once.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:AOTCacheOutput=" + output);
    command.addAll(List.of("-cp", JvmCommand.classPath(), TrainingMain.class.getName()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(printed.toFile())
        .start();
  }

  /// With the JVM that it starts to write what it has learned.
  private static void kill(Process training) {
    training.descendants().forEach(ProcessHandle::destroyForcibly);
    training.destroyForcibly();
  }
}
