package io.dagwerk.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Says where the user interface of a server is, in a form that a browser opens.
@Command(
    name = "ui",
    description = {
      "Prints the address of the user interface of a server that runs. The token is in the part"
          + " after '#', which a browser sends nowhere; it keeps the token, so the address without it"
          + " does from then on. Whoever has the address may do everything: do not pass it on."
    },
    footer = {"", "Example:", "  dagwerk ui --open"})
final class UiCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--open", description = "open it in the browser of this machine too")
  private boolean open;

  @Mixin private ServerOptions server = new ServerOptions();

  UiCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ServerAddress address = server.running(surroundings);
    try (Client client = new Client(address)) {
      // A file that a server has left behind leads nowhere.
      var _ = client.ask("{ __typename }", Map.of());
    }
    String page =
        address
            .token()
            .map(token ->
                "%s/#token=%s"
                    .formatted(address.url(), URLEncoder.encode(token, StandardCharsets.UTF_8)))
            .orElse(address.url() + "/");
    surroundings.out().println(page);
    if (open) {
      open(redirect(page));
    }
    return ExitCode.SUCCESS.number();
  }

  /// A file that leads there, which nobody else may read: the arguments of a process are seen by
  /// all who are on the machine.
  private static Path redirect(String page) {
    try {
      Path file = Files.createTempFile("dagwerk-ui", ".html", ownersOnly());
      return Files.writeString(
          file,
          "<!doctype html><meta http-equiv=\"refresh\" content=\"0; url=%s\"><title>Dagwerk</title>\n"
              .formatted(page));
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.BROKEN,
          "no file can be written that leads there (%s); open the address yourself".formatted(e));
    }
  }

  private static FileAttribute<?>[] ownersOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void open(Path file) {
    boolean isMac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    String opener = isMac ? "open" : "xdg-open";
    try {
      var _ =
          new ProcessBuilder(List.of(opener, file.toString()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.BROKEN,
          "no browser can be opened here ('%s' is missing); open the address yourself"
              .formatted(opener));
    }
  }
}
