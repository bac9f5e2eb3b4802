package io.dagwerk.server;

import io.dagwerk.cli.CommandFailed;
import io.dagwerk.cli.ExitCode;
import io.dagwerk.cli.HelpOption;
import io.dagwerk.cli.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `new`: makes a small project to begin with.
@Command(
    name = "new",
    description = {
      "Makes a small Maven project in a new folder: a pipeline of two assets with a check, a job, a"
          + " schedule, and a test that passes."
    },
    footer = {"", "Example:", "  dagwerk new my-pipeline"})
final class NewCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private HelpOption help = new HelpOption();

  @Parameters(paramLabel = "NAME", description = "of the project and its folder")
  private String name = "";

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "of its classes; else the name without dashes")
  private @Nullable String packageName;

  NewCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    NewProject project =
        new NewProject(name, packageName == null ? NewProject.packageOf(name) : packageName);
    List<String> problems = project.problems();
    if (!problems.isEmpty()) {
      throw new CommandFailed(ExitCode.REFUSED, String.join("\n", problems));
    }
    Path folder = surroundings.folder().resolve(name);
    if (Files.exists(folder)) {
      throw new CommandFailed(
          ExitCode.REFUSED,
          "there is a '%s' already, and nothing was changed; take another name, or another folder"
              .formatted(folder));
    }
    try {
      write(folder, project.files(NewCommand::template, text("version.txt").strip()));
    } catch (IOException e) {
      // Half of a project would be in the way of the next try.
      new ScratchFolder(folder).close();
      throw new CommandFailed(
          ExitCode.REFUSED, "the project cannot be written in '%s': %s".formatted(folder, e));
    }
    surroundings
        .out()
        .println("made '%s'; serve it with: cd %s && dagwerk dev".formatted(name, name));
    return ExitCode.SUCCESS.number();
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling(""));
      Files.writeString(path, file.getValue());
    }
  }

  private static String template(String name) {
    try {
      return text("project/%s.txt".formatted(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String resource) throws IOException {
    try (InputStream text = NewCommand.class.getResourceAsStream(resource)) {
      if (text == null) {
        throw new IOException("'%s' is not among Dagwerk's own files".formatted(resource));
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
