package io.dagwerk.server;

import io.dagwerk.cli.CommandFailed;
import io.dagwerk.cli.ExitCode;
import io.dagwerk.cli.HelpOption;
import io.dagwerk.cli.Surroundings;
import io.dagwerk.daemon.CodeCheck;
import io.dagwerk.daemon.CodeCheck.Blame;
import io.dagwerk.daemon.CodeCheck.Checked;
import io.dagwerk.daemon.LocationSettings;
import io.dagwerk.dev.DevelopedCode;
import io.dagwerk.dev.Workshop;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.SizeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `check`: says what is wrong with code, without server, database or run.
@Command(
    name = "check",
    description = {
      "Checks code without server, database or run: that it loads, jobs can be planned, presets"
          + " bind, and schedules can be evaluated.",
      "The code is that of the locations of a dagwerk.yaml, or else what 'dagwerk dev' serves: a"
          + " folder of .java files, a Maven project, a jar, or a folder of classes.",
      "Exit code 5 when the definitions have problems, 4 when they could not be asked."
    },
    footer = {"", "Example:", "  dagwerk check . --date 2001-01-31"})
final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..1",
      description = "a folder with a dagwerk.yaml, or the code itself; else the current folder")
  private Path path = Path.of("");

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private HelpOption help = new HelpOption();

  @Option(
      names = "--class-path",
      paramLabel = "FILE",
      description = "a file with the libraries of a jar or a folder of classes")
  private @Nullable Path classPath;

  @Option(
      names = "--definitions",
      paramLabel = "CLASS",
      description = "the CodeLocation that is checked, where there are several")
  private @Nullable String definitions;

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "at whose end, in UTC, schedules are asked and partitions exist; else now")
  private @Nullable LocalDate date;

  @Option(names = "--json", description = "print a JSON list of all that was checked")
  private boolean json;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "also write it as JUnit's XML, as build servers read it")
  private @Nullable Path junit;

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Checked> checks = checks();
    if (json) {
      surroundings
          .out()
          .println(ConfigTree.of(checks.stream().map(CheckCommand::plain).toList()).toJson());
    } else {
      show(checks);
    }
    if (junit != null) {
      write(surroundings.folder().resolve(junit), JunitReport.of(checks));
    }
    return code(checks).number();
  }

  private List<Checked> checks() throws InterruptedException {
    List<Checked> checks = new ArrayList<>();
    try (ScratchFolder scratch = ScratchFolder.make("dagwerk-check")) {
      Code code = code(scratch.path());
      for (LocationSettings location : code.locations()) {
        checks.addAll(CodeCheck.of(location, EngineJars.find(), code.limits(), time()));
      }
      return checks;
    } catch (InvalidSettings | IOException e) {
      throw new CommandFailed(ExitCode.NO_SERVER, String.valueOf(e.getMessage()));
    }
  }

  private static void write(Path file, String report) {
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      Files.writeString(file, report);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.NO_SERVER,
          "the file '%s' of --junit cannot be written (%s); name one in a folder that can be"
              .formatted(file, e));
    }
  }

  private Instant time() {
    return date == null ? Instant.now() : date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// What is checked.
  ///
  /// @param limits how large what a location defines may be
  private record Code(List<LocationSettings> locations, SizeLimits limits) {}

  /// @param scratch for what is made while it is checked
  private Code code(Path scratch) throws IOException {
    Path base = surroundings.folder().resolve(path).toAbsolutePath().normalize();
    Path settings = base.resolve(SettingsFile.NAME);
    if (Files.exists(settings) && classPath == null && definitions == null) {
      LocationsFile.Located read = LocationsFile.read(settings).all();
      return new Code(
          Server.locations(base, read.locations(), scratch::resolve), read.limits().limits());
    }
    DevelopedCode developed =
        new DevelopedCode(
            base,
            Optional.ofNullable(classPath).map(surroundings.folder()::resolve),
            Optional.ofNullable(definitions));
    Workshop workshop =
        new Workshop(
            EngineJars.find(),
            scratch.resolve("code"),
            surroundings.environment(),
            ClassCaches.ofCompiler());
    try {
      LocationSettings location =
          new LocationSettings.OfCode(
              developed.name(),
              developed.source(workshop),
              scratch.resolve("values"),
              Optional.empty());
      return new Code(List.of(location), SizeLimits.DEFAULT);
    } catch (IOException e) {
      throw new IOException(
          "there is no '%s', and as code: %s".formatted(settings, e.getMessage()), e);
    }
  }

  private static SequencedMap<String, Object> plain(Checked checked) {
    SequencedMap<String, Object> plain = new LinkedHashMap<>();
    plain.put("location", checked.location());
    plain.put("what", checked.what());
    plain.put("problems", checked.problems());
    plain.put("notes", checked.notes());
    return plain;
  }

  private void show(List<Checked> checks) {
    for (Checked checked : checks) {
      checked.problems().forEach(problem -> line(checked, problem));
      checked.notes().forEach(note -> line(checked, "note: " + note));
    }
    long wrong = checks.stream().filter(checked -> !checked.problems().isEmpty()).count();
    surroundings.out().println("%d checked, %d with problems".formatted(checks.size(), wrong));
  }

  private void line(Checked checked, String text) {
    surroundings
        .out()
        .println("location '%s', %s: %s".formatted(checked.location(), checked.what(), text));
  }

  private static ExitCode code(List<Checked> checks) {
    Map<Blame, List<Checked>> wrong = new LinkedHashMap<>();
    checks.stream()
        .filter(checked -> !checked.problems().isEmpty())
        .forEach(
            checked -> wrong.computeIfAbsent(checked.blame(), _ -> new ArrayList<>()).add(checked));
    if (wrong.containsKey(Blame.MACHINE)) {
      return ExitCode.NO_SERVER;
    }
    return wrong.isEmpty() ? ExitCode.SUCCESS : ExitCode.WRONG_DEFINITIONS;
  }
}
