package io.dagwerk.server;

import io.dagwerk.cli.CommandFailed;
import io.dagwerk.cli.ExitCode;
import io.dagwerk.cli.HelpOption;
import io.dagwerk.cli.Surroundings;
import io.dagwerk.documents.Documents;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The commands that tell of settings.
abstract sealed class SettingsCommand implements Callable<Integer> {
  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private HelpOption help = new HelpOption();

  private SettingsCommand() {}

  /// `settings check`: tells the settings as they are read.
  @Command(
      name = "check",
      description = {
        "Tells each setting as it is read, and where it comes from: the file, a variable of the",
        "environment, or the default. Secrets are not shown. Of wrong settings all problems are told."
      },
      footer = {"", "Example:", "  dagwerk settings check"})
  static final class ToCheck extends SettingsCommand {
    private final Surroundings surroundings;

    @Option(
        names = "--settings",
        paramLabel = "FILE",
        description = "the settings; else dagwerk.yaml in the current folder")
    private @Nullable Path settings;

    ToCheck(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      Path file = Optional.ofNullable(settings).orElse(Path.of(SettingsFile.NAME));
      try {
        SettingsFile.load(surroundings.folder().resolve(file))
            .listing()
            .forEach(line ->
                surroundings
                    .out()
                    .println(
                        "%-32s  %s  (%s)".formatted(line.path(), line.value(), line.origin())));
        return ExitCode.SUCCESS.number();
      } catch (InvalidSettings e) {
        throw new CommandFailed(ExitCode.NO_SERVER, String.valueOf(e.getMessage()));
      }
    }
  }

  /// `settings schema`: prints what a file may say.
  @Command(
      name = "schema",
      description =
          "Prints the JSON Schema of dagwerk.yaml, for editors that check while you type.",
      footer = {"", "Example:", "  dagwerk settings schema"})
  static final class ToPrintSchema extends SettingsCommand {
    private final Surroundings surroundings;

    ToPrintSchema(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      surroundings.out().println(Documents.indentedJson(SettingsFile.jsonSchema()).strip());
      return ExitCode.SUCCESS.number();
    }
  }
}
