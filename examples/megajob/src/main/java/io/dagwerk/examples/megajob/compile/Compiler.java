package io.dagwerk.examples.megajob.compile;

import io.dagwerk.examples.megajob.compile.Binder.Bound;
import io.dagwerk.examples.megajob.compile.Connections.Connected;
import io.dagwerk.examples.megajob.compile.Parsing.Parsed;
import io.dagwerk.examples.megajob.descriptor.DescriptorSchema;
import io.dagwerk.examples.megajob.descriptor.InvalidDescriptors;
import io.dagwerk.examples.megajob.descriptor.Problem;
import io.dagwerk.examples.megajob.descriptor.SourceFile;
import io.dagwerk.examples.megajob.graph.Edge;
import io.dagwerk.examples.megajob.graph.GraphJob;
import io.dagwerk.examples.megajob.graph.JobGraph;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.model.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes definitions of descriptors, pass by pass: parse, bind, connect, look for cycles, emit.
/// Each pass is a pure function of the one before, so equal files give equal definitions.
///
/// ```java
/// Company company = Compiler.compile(SourceFile.in(folder), JobTypes.company());
/// new LocalRuns("company", company.definitions(), options).run(Launch.of("daily"));
/// ```
public final class Compiler {
  private Compiler() {}

  /// The jobs of these files, and how they hang together.
  ///
  /// @param files in any order
  /// @throws InvalidDescriptors with all problems of all files
  public static JobGraph graph(List<SourceFile> files, JobTypes types) {
    Parsed parsed = Parsing.parse(files);
    Bound bound = Binder.bind(parsed.descriptors(), new DescriptorSchema(types));
    Connected connected = Connections.of(bound.candidates(), parsed);
    List<Problem> problems = new ArrayList<>(parsed.problems());
    problems.addAll(bound.problems());
    problems.addAll(connected.problems());
    Cycles.in(connected.edges()).forEach(way -> problems.add(told(way, connected)));
    if (!problems.isEmpty()) {
      throw new InvalidDescriptors(problems);
    }
    List<GraphJob> jobs =
        bound.candidates().stream().map(Candidate::job).flatMap(Optional::stream).toList();
    return JobGraph.of(parsed.settings(), jobs, connected.edges(), connected.reads());
  }

  /// One descriptor by itself, as if the jobs and datasets that it names were there.
  ///
  /// @throws InvalidDescriptors with all problems of it
  public static GraphJob alone(SourceFile file, JobTypes types) {
    Parsed parsed = Parsing.parse(List.of(file));
    Bound bound = Binder.bind(parsed.descriptors(), new DescriptorSchema(types));
    List<Problem> problems = new ArrayList<>(parsed.problems());
    problems.addAll(bound.problems());
    if (!problems.isEmpty()) {
      throw new InvalidDescriptors(problems);
    }
    return bound.candidates().getFirst().job().orElseThrow();
  }

  private static Problem told(List<Edge> way, Connected connected) {
    String path =
        way.stream()
            .map(edge ->
                "'%s'%s"
                    .formatted(edge.from(), edge.dataset().map(" by '%s'"::formatted).orElse("")))
            .collect(
                Collectors.joining(
                    " before ", "", " before '%s'".formatted(way.getFirst().from())));
    return connected
        .get(way.getFirst().from())
        .origin()
        .problem(ConfigPath.of("name"), "jobs wait for each other: " + path);
  }

  /// The definitions of these files.
  ///
  /// @param files in any order
  /// @throws InvalidDescriptors with all problems of all files
  public static Company compile(List<SourceFile> files, JobTypes types) {
    return emit(graph(files, types));
  }

  /// The definitions of this graph.
  public static Company emit(JobGraph graph) {
    return Emission.of(graph, new Tools(PlausibleRows.of(graph)));
  }
}
