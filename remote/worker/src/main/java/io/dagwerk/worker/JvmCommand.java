package io.dagwerk.worker;

import io.dagwerk.model.JvmOptions;
import io.dagwerk.protocol.CrashFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The command of a JVM that runs users' code beside ours: that of this process, with our class
/// path, and in a session of its own where the system can, so that it can be killed with all that
/// it started.
///
/// @param options what is wanted beside what each process gets
/// @param cache our classes, ready to be mapped
public record JvmCommand(JvmOptions options, Optional<CachedClasses> cache) {
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final String SERIAL = "-XX:+UseSerialGC";
  private static final String QUARTER = "-XX:MaxRAMPercentage=25";
  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

  /// A heap that begins small and may take a quarter of the machine's memory, and a collector that
  /// costs little at the start: a process that waits is to be cheap, and one that works is not held
  /// back. Code that runs for long is compiled as well as the JVM can; what runs but while a
  /// process starts is not: the JVM's second compiler, which takes much longer than the first, is
  /// asked ten times later than by default. What computes gets there in milliseconds. Netty makes
  /// no events for JFR, whose classes cost a twentieth of a start.
  public static final List<String> OPTIONS =
      List.of(
          "-Xms16m",
          QUARTER,
          SERIAL,
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dio.netty.jfr.enabled=false",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  public static String classPath() {
    return System.getProperty("java.class.path");
  }

  /// The JVM that runs this process.
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /// The command of a program of ours.
  ///
  /// @param main its class
  public List<String> of(String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.add(java());
    command.addAll(ours());
    command.addAll(CrashFile.OPTIONS);
    cache.ifPresent(it -> command.addAll(it.arguments()));
    command.addAll(options.flags());
    command.addAll(List.of("-cp", classPath(), main));
    command.addAll(arguments);
    return command;
  }

  /// A JVM refuses two collectors.
  private List<String> ours() {
    List<String> ours = new ArrayList<>(OPTIONS);
    if (options.flags().stream().anyMatch(flag -> COLLECTOR.matcher(flag).matches())) {
      ours.remove(SERIAL);
    }
    options
        .heapMebibytes()
        .ifPresent(size -> ours.set(ours.indexOf(QUARTER), "-Xmx%dm".formatted(size)));
    return ours;
  }
}
