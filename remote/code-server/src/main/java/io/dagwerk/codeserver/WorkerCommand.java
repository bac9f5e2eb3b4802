package io.dagwerk.codeserver;

import io.dagwerk.model.JvmOptions;
import io.dagwerk.protocol.CrashFile;
import io.dagwerk.protocol.LocationSpec;
import io.dagwerk.worker.OutputFiles;
import io.dagwerk.worker.StarterPipe;
import io.dagwerk.worker.WorkerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How the process of a worker is started: with our class path and the JVM that runs this process,
/// and in a session of its own where the system can, so that it can be killed with all that it
/// started.
///
/// @param cache our classes, ready to be mapped
record WorkerCommand(LocationSpec spec, Optional<AotCache> cache) {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /// Turns into the program that follows the two files, with their names as its standard output and
  /// error, and what was its standard output as a further descriptor.
  private static final String REDIRECTED =
      "out=$1 err=$2; shift 2; exec \"$@\" %d>&1 >>\"$out\" 2>>\"$err\""
          .formatted(StarterPipe.DESCRIPTOR);

  /// A heap that begins small and may take a quarter of the machine's memory, and a collector that
  /// costs little at the start: a worker that waits is to be cheap, and one that works is not held
  /// back. Code that runs for long is compiled as well as the JVM can.
  static final List<String> OPTIONS =
      List.of(
          "-Xms16m",
          "-XX:MaxRAMPercentage=25",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// @param cacheFolder where the cache of our classes is, or will be
  static WorkerCommand of(LocationSpec spec, Optional<Path> cacheFolder) {
    return new WorkerCommand(spec, cacheFolder.map(AotCache::new));
  }

  static String classPath() {
    return System.getProperty("java.class.path");
  }

  /// The JVM that runs this process.
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /// Starts a process whose standard output, as its parent sees it, is what the worker tells it.
  ///
  /// @param runHost where its run will most likely come from
  /// @param output what it prints is appended to
  /// @param crash where its JVM reports that it crashes
  /// @param options what its JVM is told beside, which wins
  Process start(Optional<String> runHost, OutputFiles output, CrashFile crash, JvmOptions options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", REDIRECTED, "sh"));
    command.addAll(List.of(output.stdout().toString(), output.stderr().toString()));
    if (hasSessions()) {
      command.add(SETSID.toString());
    }
    command.add(java());
    command.addAll(OPTIONS);
    command.addAll(CrashFile.OPTIONS);
    cache.ifPresent(it -> command.addAll(it.arguments()));
    options.heapMebibytes().ifPresent(most -> command.addAll(heap(most)));
    command.addAll(options.flags());
    command.addAll(List.of("-cp", classPath(), WorkerMain.class.getName()));
    command.addAll(spec.arguments());
    command.addAll(output.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(crash.opened(command)).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(options.environment());
    runHost.ifPresent(address -> builder.environment().put(WorkerMain.RUN_HOST, address));
    return builder.start();
  }

  /// The heap begins no larger than it may become.
  private static List<String> heap(int mostMebibytes) {
    return List.of("-Xms16m", "-Xmx" + mostMebibytes + "m");
  }

  private static boolean hasSessions() {
    return Files.isExecutable(SETSID);
  }
}
