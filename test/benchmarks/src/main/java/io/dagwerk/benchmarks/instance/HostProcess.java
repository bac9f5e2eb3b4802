package io.dagwerk.benchmarks.instance;

import io.dagwerk.server.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// A host that is started as a process of its own, with the flags of a server.
///
/// @param folder of the instance, where its settings and the class path of its engine are written
record HostProcess(Path folder) {
  /// A host that serves the benchmarks' own code.
  static HostProcess of(InstanceDatabase database, InstanceCode code, LocalHost.Place place)
      throws IOException {
    return of(
        database,
        place,
        new Code(InstanceCode.LOCATION, InstanceCode.DEFINITIONS, code.classPath()));
  }

  /// What a location is called and where its code is.
  record Code(String location, String definitions, List<Path> classPath) {}

  static HostProcess of(InstanceDatabase database, LocalHost.Place place, Code code)
      throws IOException {
    Files.writeString(
        place.folder().resolve("dagwerk.yaml"),
        settings(code) + database.entry().map(HostProcess::settings).orElse(""));
    Files.writeString(
        place.folder().resolve("engine.classpath"), joined(place.engine(), File.pathSeparator));
    return new HostProcess(place.folder());
  }

  private static String joined(List<Path> paths, String between) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(between));
  }

  private static String settings(Code code) {
    return """
    locations:
      %s:
        definitions: %s
        classPath: [%s]
    """
        .formatted(code.location(), code.definitions(), joined(code.classPath(), ", "));
  }

  private static String settings(Settings.PostgresEntry entry) {
    return """
    postgres:
      url: %s
      user: %s
      password: '%s'
      connections: %d
    """
        .formatted(
            entry.url().reveal(), entry.user(), entry.password().reveal(), entry.connections());
  }

  /// Started as the launcher starts a server. Its first line is `started`, its address and its
  /// token.
  Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000",
            "-Dio.netty.jfr.enabled=false",
            "-Dslf4j.internal.verbosity=ERROR",
            "-Ddagwerk.engine=" + folder.resolve("engine.classpath"),
            "-cp",
            System.getProperty("java.class.path", ""),
            HostMain.class.getName(),
            folder.toString(),
            folder.resolve("dagwerk.yaml").toString())
        .redirectError(folder.resolve("host.log").toFile())
        .start();
  }
}
