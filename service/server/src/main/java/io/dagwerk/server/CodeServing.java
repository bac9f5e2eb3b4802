package io.dagwerk.server;

import io.dagwerk.codeclient.CodeServerProcess;
import io.dagwerk.codeclient.Jdk;
import io.dagwerk.daemon.CodeSource;
import io.dagwerk.daemon.LocationSettings;
import io.dagwerk.protocol.HostSecret;
import io.dagwerk.protocol.ListenSpec;
import io.dagwerk.protocol.LocationSpec;
import io.dagwerk.protocol.NetworkAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a code server serves that runs by itself, and to whom.
///
/// @param token that servers have to show; empty when it answers everybody
record CodeServing(
    LocationSettings.OfCode location,
    ListenSpec listen,
    Optional<HostSecret> token,
    int spareWorkers) {
  /// The code of a location that settings describe.
  ///
  /// @throws InvalidSettings when they do not
  static LocationSettings.OfCode described(
      Path file, String location, Function<String, Path> values) {
    Settings.CodeSettings code = LocationsFile.read(file).code(location);
    Path base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    return Server.ofCode(location, code, base, values);
  }

  /// Where it is found, how it is spoken to and whom it answers, in words.
  static String listens(
      String location, NetworkAddress address, ListenSpec listen, Optional<HostSecret> token) {
    return "Dagwerk's code server of location '%s' listens at %s, %s, %s"
        .formatted(
            location,
            address,
            listen.tls().isPresent() ? "by TLS" : "plainly",
            token.isPresent()
                ? "for hosts that show the token"
                : "and answers everybody on this machine; give it a token if others work on it");
  }

  /// Starts it, on a free port of loopback.
  ///
  /// @param folder for what makes it start sooner, and for values that name no IO manager
  /// @param withheld variables that the user's code is not to have
  /// @throws IOException when its code is not there, or no process can be started
  CodeServerProcess start(Path folder, List<String> withheld) throws IOException {
    OwnersOnly.makeFolder(folder);
    return CodeServerProcess.start(
        new CodeServerProcess.Standing(
            new CodeServerProcess.Blank(
                jdk(),
                EngineJars.find(),
                spareWorkers,
                "",
                Optional.of(InstanceFolder.look(folder).cache())),
            spec(),
            new ListenSpec(ListenSpec.loopback(0).address(), listen.tls()),
            token),
        withheld);
  }

  /// The places that links lead to now: the version that is started is to be no other later on.
  private static List<Path> real(List<Path> classPath) throws IOException {
    List<Path> real = new ArrayList<>();
    for (Path each : classPath) {
      real.add(Files.exists(each) ? each.toRealPath() : each);
    }
    return real;
  }

  private Jdk jdk() throws IOException {
    return location.javaHome().isPresent() ? Jdk.in(location.javaHome().get()) : Jdk.ofProcess();
  }

  private LocationSpec spec() throws IOException {
    try {
      CodeSource.Loadable code = location.code().code();
      return new LocationSpec(
          location.name(), code.definitions(), real(code.classPath()), location.values());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("looking for the code was interrupted", e);
    }
  }
}
