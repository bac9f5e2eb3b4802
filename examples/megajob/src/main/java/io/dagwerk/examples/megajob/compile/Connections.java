package io.dagwerk.examples.megajob.compile;

import io.dagwerk.examples.megajob.compile.Candidate.Link;
import io.dagwerk.examples.megajob.compile.Parsing.Parsed;
import io.dagwerk.examples.megajob.descriptor.Problem;
import io.dagwerk.examples.megajob.graph.Edge;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// The third pass: who makes which dataset, and so who waits for whom.
final class Connections {
  private final Parsed parsed;
  private final SequencedMap<String, Candidate> byName = new LinkedHashMap<>();
  private final SequencedMap<String, Made> producers = new LinkedHashMap<>();
  private final SequencedSet<Edge> edges = new LinkedHashSet<>();
  private final SequencedSet<Edge> reads = new LinkedHashSet<>();
  private final List<Problem> problems = new ArrayList<>();

  private Connections(Parsed parsed) {
    this.parsed = parsed;
  }

  /// A dataset, by who makes it.
  private record Made(Candidate by, Link output) {
    String place() {
      return "%s:%s"
          .formatted(by.origin().file(), by.origin().problem(output.path(), "").position());
    }
  }

  /// How everything hangs together.
  ///
  /// @param edges from job to job
  /// @param reads from external datasets to jobs
  record Connected(
      SequencedMap<String, Candidate> byName,
      List<Edge> edges,
      List<Edge> reads,
      List<Problem> problems) {
    /// The candidate that an edge names.
    Candidate get(String name) {
      return Optional.ofNullable(byName.get(name)).orElseThrow();
    }
  }

  static Connected of(List<Candidate> candidates, Parsed parsed) {
    Connections connections = new Connections(parsed);
    candidates.forEach(connections::register);
    connections.byName.values().forEach(connections::registerOutputs);
    connections.byName.values().forEach(connections::connect);
    return new Connected(
        connections.byName,
        List.copyOf(connections.edges),
        List.copyOf(connections.reads),
        connections.problems);
  }

  private void register(Candidate candidate) {
    Candidate other = byName.putIfAbsent(candidate.name(), candidate);
    if (other != null) {
      problems.add(
          candidate
              .origin()
              .problem(
                  ConfigPath.of("name"),
                  "job '%s' is also defined at %s; rename one of them"
                      .formatted(candidate.name(), other.place())));
    }
  }

  private void registerOutputs(Candidate candidate) {
    for (Link output : candidate.links().outputs()) {
      Made made = new Made(candidate, output);
      Made other = producers.putIfAbsent(output.name(), made);
      if (other != null) {
        add(
            candidate,
            output.path(),
            "job '%s' makes '%s', but so does job '%s' at %s; leave it to one of them"
                .formatted(candidate.name(), output.name(), other.by().name(), other.place()));
      } else if (parsed.settings().external().containsKey(output.name())) {
        add(
            candidate,
            output.path(),
            "job '%s' makes '%s', which company.yaml declares external; leave out one of both"
                .formatted(candidate.name(), output.name()));
      }
    }
  }

  private void connect(Candidate candidate) {
    for (Link input : candidate.links().inputs()) {
      Optional<Made> made = Optional.ofNullable(producers.get(input.name()));
      if (made.isPresent()) {
        edges.add(new Edge(made.get().by().name(), candidate.name(), Optional.of(input.name())));
      } else if (parsed.settings().external().containsKey(input.name())) {
        reads.add(new Edge(input.name(), candidate.name(), Optional.of(input.name())));
      } else if (parsed.isComplete()) {
        add(candidate, input.path(), missing(input.name()));
      }
    }
    for (Link before : candidate.links().dependsOn()) {
      if (byName.containsKey(before.name())) {
        edges.add(new Edge(before.name(), candidate.name(), Optional.empty()));
      } else if (parsed.isComplete()) {
        add(
            candidate,
            before.path(),
            "no job is called '%s'%s"
                .formatted(before.name(), Nearest.hint(before.name(), byName.sequencedKeySet())));
      }
    }
  }

  private String missing(String dataset) {
    List<String> known = new ArrayList<>(producers.sequencedKeySet());
    known.addAll(parsed.settings().external().sequencedKeySet());
    return "no job makes '%s', and company.yaml does not declare it external%s"
        .formatted(dataset, Nearest.hint(dataset, known));
  }

  private void add(Candidate candidate, ConfigPath path, String reason) {
    problems.add(candidate.origin().problem(path, reason));
  }
}
