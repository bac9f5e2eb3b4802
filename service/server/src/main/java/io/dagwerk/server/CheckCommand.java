package io.dagwerk.server;

import io.dagwerk.cli.CommandFailed;
import io.dagwerk.cli.ExitCode;
import io.dagwerk.cli.HelpOption;
import io.dagwerk.cli.Surroundings;
import io.dagwerk.daemon.CodeCheck;
import io.dagwerk.daemon.CodeCheck.Blame;
import io.dagwerk.daemon.CodeCheck.Checked;
import io.dagwerk.daemon.LocationSettings;
import io.dagwerk.model.ConfigTree;
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
      "Checks the code of the locations of a dagwerk.yaml, without server, database or run:",
      "that it loads, jobs can be planned, presets bind, and schedules can be evaluated.",
      "Exit code 5 when the definitions have problems, 4 when they could not be asked."
    },
    footer = {"", "Example:", "  dagwerk check . --date 2001-01-31"})
final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      defaultValue = ".",
      description = "with a dagwerk.yaml; the current one if not said")
  private Path folder = Path.of(".");

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private HelpOption help = new HelpOption();

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
    List<Checked> checks = new ArrayList<>();
    try {
      for (LocationSettings location : locations()) {
        checks.addAll(CodeCheck.of(location, EngineJars.find(), time()));
      }
      if (junit != null) {
        Files.writeString(surroundings.folder().resolve(junit), JunitReport.of(checks));
      }
    } catch (InvalidSettings | IOException e) {
      throw new CommandFailed(ExitCode.NO_SERVER, String.valueOf(e.getMessage()));
    }
    if (json) {
      surroundings
          .out()
          .println(ConfigTree.of(checks.stream().map(CheckCommand::plain).toList()).toJson());
    } else {
      show(checks);
    }
    return code(checks).number();
  }

  private Instant time() {
    return date == null ? Instant.now() : date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private List<LocationSettings> locations() throws IOException {
    Path base = surroundings.folder().resolve(folder).toAbsolutePath().normalize();
    Settings settings = SettingsFile.read(base.resolve(SettingsFile.NAME));
    Path values = Files.createTempDirectory("dagwerk-check");
    values.toFile().deleteOnExit();
    return Server.locations(base, settings, values::resolve);
  }

  private static SequencedMap<String, Object> plain(Checked checked) {
    SequencedMap<String, Object> plain = new LinkedHashMap<>();
    plain.put("location", checked.location());
    plain.put("what", checked.what());
    plain.put("problems", checked.problems());
    return plain;
  }

  private void show(List<Checked> checks) {
    for (Checked checked : checks) {
      for (String problem : checked.problems()) {
        surroundings
            .out()
            .println(
                "location '%s', %s: %s".formatted(checked.location(), checked.what(), problem));
      }
    }
    long wrong = checks.stream().filter(checked -> !checked.problems().isEmpty()).count();
    surroundings.out().println("%d checked, %d with problems".formatted(checks.size(), wrong));
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
