package io.dagwerk.examples.megajob;

import io.dagwerk.examples.megajob.compile.Company;
import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.descriptor.InvalidDescriptors;
import io.dagwerk.examples.megajob.descriptor.Problem;
import io.dagwerk.examples.megajob.graph.GraphDiff;
import io.dagwerk.examples.megajob.graph.JobGraph;
import io.dagwerk.examples.megajob.report.Finding;
import io.dagwerk.examples.megajob.report.JunitReport;
import io.dagwerk.examples.megajob.report.SarifReport;
import io.dagwerk.execution.RunRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `check`: compiles the descriptors of a folder, plans all, asks all schedules, and tests what a
/// change affects; with reports for build servers and code hosts.
final class CheckCommand {
  static final List<String> OPTIONS = List.of("against", "on", "junit", "sarif");

  private final Folders folders;
  private final PrintStream out;

  CheckCommand(Folders folders, PrintStream out) {
    this.folders = folders;
    this.out = out;
  }

  /// @return the exit code
  int run(Arguments arguments) throws IOException {
    List<Finding> findings = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try {
      return run(arguments, findings);
    } catch (InvalidDescriptors e) {
      problems.addAll(e.problems());
      problems.forEach(problem -> findings.add(Finding.of(problem)));
      throw e;
    } finally {
      write(arguments.find("junit"), JunitReport.of(findings));
      write(arguments.find("sarif"), SarifReport.of(problems));
    }
  }

  private static void write(Optional<String> file, String text) throws IOException {
    if (file.isPresent()) {
      Files.writeString(Path.of(file.get()), text);
    }
  }

  private int run(Arguments arguments, List<Finding> findings) throws IOException {
    JobGraph graph = folders.graph(folders.company(arguments));
    Instant now = InstantSource.system().instant();
    LocalDate day = arguments.date("on", LocalDate.ofInstant(now, graph.settings().zone()));
    Company company = Compiler.emit(graph);
    Rehearsal rehearsal = new Rehearsal(company, now);
    findings.addAll(rehearsal.plans());
    findings.addAll(rehearsal.schedules(day));
    List<Finding> bad = findings.stream().filter(finding -> !finding.isGood()).toList();
    bad.forEach(out::println);
    if (!bad.isEmpty()) {
      return Megajob.REFUSED;
    }
    out.println(
        "%d jobs, all can be planned; %d runs of them are due on %s"
            .formatted(
                graph.jobs().size(),
                findings.stream().filter(it -> it.suite().equals("schedule")).count(),
                day));
    return test(arguments, graph, rehearsal, findings);
  }

  private int test(Arguments arguments, JobGraph graph, Rehearsal rehearsal, List<Finding> findings)
      throws IOException {
    Optional<String> selection = Optional.empty();
    if (arguments.find("against").isPresent()) {
      JobGraph before = folders.graph(Path.of(arguments.find("against").get()));
      GraphDiff diff = GraphDiff.between(before, graph);
      out.print(diff.text());
      selection = diff.selection(graph);
      if (selection.isEmpty()) {
        out.println("nothing is affected");
        return Megajob.SUCCESS;
      }
    }
    RunRecord run = rehearsal.run(selection);
    findings.addAll(Rehearsal.steps(run));
    out.println(run.summary());
    return run.succeeded() ? Megajob.SUCCESS : Megajob.FAILED;
  }
}
