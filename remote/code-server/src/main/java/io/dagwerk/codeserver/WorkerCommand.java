package io.dagwerk.codeserver;

import io.dagwerk.model.JvmOptions;
import io.dagwerk.protocol.CrashFile;
import io.dagwerk.protocol.LocationSpec;
import io.dagwerk.worker.JvmCommand;
import io.dagwerk.worker.OutputFiles;
import io.dagwerk.worker.StarterPipe;
import io.dagwerk.worker.WorkerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How the process of a worker is started.
///
/// @param cache our classes, ready to be mapped
record WorkerCommand(LocationSpec spec, Optional<AotCache> cache) {
  /// Turns into the program that follows the two files, with their names as its standard output and
  /// error, and what was its standard output as a further descriptor.
  private static final String REDIRECTED =
      "out=$1 err=$2; shift 2; exec \"$@\" %d>&1 >>\"$out\" 2>>\"$err\""
          .formatted(StarterPipe.DESCRIPTOR);

  /// @param cacheFolder where the cache of our classes is, or will be
  static WorkerCommand of(LocationSpec spec, Optional<Path> cacheFolder) {
    return new WorkerCommand(spec, cacheFolder.map(AotCache::new));
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
    List<String> arguments = new ArrayList<>(spec.arguments());
    arguments.addAll(output.arguments());
    command.addAll(
        new JvmCommand(options, cache.map(AotCache::classes))
            .of(WorkerMain.class.getName(), arguments));
    ProcessBuilder builder =
        new ProcessBuilder(crash.opened(command)).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(options.environment());
    runHost.ifPresent(address -> builder.environment().put(WorkerMain.RUN_HOST, address));
    return builder.start();
  }
}
