package io.dagwerk.worker;

import io.dagwerk.model.JvmOptions;
import io.dagwerk.protocol.CrashFile;
import io.dagwerk.protocol.LocationSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How the process of a step is started.
///
/// @param cache our classes, ready to be mapped
record StepCommand(LocationSpec spec, Optional<CachedClasses> cache) {
  /// Turns into the program that follows the two files, which are its standard output and error and
  /// have no name then, and with what was its standard output as a further descriptor.
  private static final String REDIRECTED =
      "out=$1 err=$2; shift 2; exec %d>&1 >>\"$out\" 2>>\"$err\"; rm -f \"$out\" \"$err\"; exec \"$@\""
          .formatted(StepMain.DESCRIPTOR);

  /// Starts a process whose standard output, as its parent sees it, is what it says to its worker.
  Process start(JvmOptions options, StepOutput output, CrashFile crash) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", REDIRECTED, "sh"));
    output.names().forEach(name -> command.add(name.toString()));
    command.addAll(new JvmCommand(options, cache).of(StepMain.class.getName(), spec.arguments()));
    ProcessBuilder builder =
        new ProcessBuilder(crash.opened(command)).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(options.environment());
    return builder.start();
  }
}
