package io.dagwerk.examples.megajob;

import io.dagwerk.examples.megajob.compile.Company;
import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.compile.Forecast;
import io.dagwerk.examples.megajob.compile.Forecast.Due;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;

/// `due`: what would run in some days, and how that differs from what another scheduler would run.
final class DueCommand {
  static final List<String> OPTIONS = List.of("from", "days", "against");

  private static final int DAYS = 7;

  private final Folders folders;
  private final PrintStream out;

  DueCommand(Folders folders, PrintStream out) {
    this.folders = folders;
    this.out = out;
  }

  /// @return the exit code
  int run(Arguments arguments) throws IOException {
    Company company = Compiler.emit(folders.graph(folders.company(arguments)));
    ZoneId zone = company.graph().settings().zone();
    LocalDate first =
        arguments.date("from", LocalDate.ofInstant(InstantSource.system().instant(), zone));
    LocalDate last = first.plusDays(arguments.number("days", DAYS));
    List<Due> due =
        Forecast.of(
            company,
            before(first.atStartOfDay(zone).toInstant()),
            before(last.atStartOfDay(zone).toInstant()));
    if (arguments.find("against").isEmpty()) {
      due.forEach(
          each -> out.println(each.line() + each.partition().map(key -> " " + key).orElse("")));
      return Megajob.SUCCESS;
    }
    return compared(due, Path.of(arguments.find("against").get()));
  }

  private static Instant before(Instant instant) {
    return instant.minusNanos(1);
  }

  /// @param others a file with a line `TIME JOB` for each run of the other scheduler
  private int compared(List<Due> due, Path others) throws IOException {
    SequencedSet<String> here = new TreeSet<>();
    due.forEach(each -> here.add(each.line()));
    SequencedSet<String> there = new TreeSet<>();
    for (String line : Files.readAllLines(others)) {
      if (!line.isBlank()) {
        there.add(line.strip());
      }
    }
    SequencedSet<String> all = new TreeSet<>(here);
    all.addAll(there);
    all.removeIf(line -> here.contains(line) && there.contains(line));
    all.forEach(line -> out.println((here.contains(line) ? "+ " : "- ") + line));
    out.println(
        "%d runs here, %d there, %d differences".formatted(here.size(), there.size(), all.size()));
    return all.isEmpty() ? Megajob.SUCCESS : Megajob.FAILED;
  }
}
