package io.dagwerk.benchmarks.instance;

import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Principal;
import io.dagwerk.server.Server;
import io.dagwerk.server.SettingsFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A host as a process of its own: a server that launches the job that each line of its standard
/// input names, and says the run's id. The first line that it says is `started`, its address and
/// its token.
///
/// Arguments: the instance's folder, and the file of settings.
public final class HostMain {
  private HostMain() {}

  public static void main(String[] arguments) throws IOException {
    Path settings = Path.of(arguments[1]);
    try (Server server =
            Server.start(
                new Server.Place(Path.of(arguments[0]), Path.of(arguments[0])),
                SettingsFile.read(settings));
        BufferedReader jobs =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(
          "started %s %s".formatted(server.address().url(), server.address().token().orElse("")));
      for (String job = jobs.readLine(); job != null; job = jobs.readLine()) {
        System.out.println(server.operations().launch(Principal.LOCAL, LaunchRequest.of(job)));
      }
    }
  }
}
