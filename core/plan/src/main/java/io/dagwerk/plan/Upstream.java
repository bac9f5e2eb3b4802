package io.dagwerk.plan;

import io.dagwerk.model.InputSource;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What the steps before one step had emitted when it started, by the sources that its inputs name.
/// Immutable.
public final class Upstream {
  private final SequencedMap<InputSource, List<Emission>> emissions;

  /// @param emissions by the leaves of the sources
  public Upstream(SequencedMap<InputSource, List<Emission>> emissions) {
    this.emissions = Ordered.copyOf(emissions);
  }

  /// All that was emitted, by the leaves of the sources.
  public SequencedMap<InputSource, List<Emission>> emissions() {
    return emissions;
  }

  static Upstream of(StepGraph graph, StepNode reader) {
    SequencedMap<InputSource, List<Emission>> emissions = new LinkedHashMap<>();
    for (InputSource input : reader.step().inputs().values()) {
      input.leaves().forEach(leaf -> emissions.put(leaf, emissionsOf(graph, reader, leaf)));
    }
    return new Upstream(emissions);
  }

  private static List<Emission> emissionsOf(StepGraph graph, StepNode reader, InputSource leaf) {
    return switch (leaf) {
      case InputSource.FromStep(StepKey step, String output) ->
          emitted(List.of(graph.upstreamOf(reader, step)), output);
      case InputSource.Element(StepKey fanOut) ->
          List.of(Emission.of(graph.upstreamOf(reader, fanOut), Plan.Output.RESULT));
      case InputSource.Collected collected ->
          emitted(graph.branchesOf(reader, collected), collected.output());
      case InputSource.FromStore _,
          InputSource.FanIn _,
          InputSource.FromPartitions _,
          InputSource.External _,
          InputSource.Absent _ ->
          List.of();
    };
  }

  private static List<Emission> emitted(List<StepNode> nodes, String output) {
    return nodes.stream()
        .filter(node -> node.emitted(output))
        .map(node -> Emission.of(node, output))
        .toList();
  }

  /// The output that a source names, of the step in the reader's own branch; empty when it was not
  /// emitted.
  public Optional<Emission> emitted(InputSource.FromStep source) {
    return of(source).stream().findFirst();
  }

  /// The fan-out step whose element the reader was made for. Its output is `result`.
  ///
  /// @throws IllegalArgumentException when the source is none of the reader's
  public Emission fanOut(InputSource.Element source) {
    return of(source).getFirst();
  }

  /// The output of every branch that emitted it, in the order of the elements.
  public List<Emission> branches(InputSource.Collected source) {
    return of(source);
  }

  private List<Emission> of(InputSource source) {
    return Optional.ofNullable(emissions.get(source))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected a source of this step's inputs, but found " + source));
  }

  /// An output that a step of this run gives.
  ///
  /// @param step the step that emitted it
  /// @param reused where it is stored, when the step was reused; else it is this run's
  public record Emission(StepKey step, String output, Optional<OutputAddress> reused) {
    private static Emission of(StepNode node, String output) {
      return new Emission(node.key(), output, reusedAddress(node, output));
    }

    private static Optional<OutputAddress> reusedAddress(StepNode node, String output) {
      return node.state() instanceof StepState.Reused
          ? node.reuse().flatMap(reuse -> Optional.ofNullable(reuse.outputs().get(output)))
          : Optional.empty();
    }
  }
}
