package io.dagwerk.definitions;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The rule that finds what is wrong with the wiring of a job's graph.
final class GraphProblems {
  private final Job job;
  private final Consumer<String> found;
  private final Set<Node> nodes;

  GraphProblems(Job job, Consumer<String> found) {
    this.job = job;
    this.found = found;
    this.nodes = new HashSet<>(job.nodes());
  }

  void check() {
    for (Node node : job.nodes()) {
      node.compute().inputs().forEach(input -> check(node, input));
      node.settings().after().forEach(input -> check(node, input));
    }
  }

  private void check(Node node, Input<?> input) {
    switch (input) {
      case Op<?> op -> checkRead(node, op, op.fanOuts());
      case FanOut<?> fanOut -> checkRead(node, fanOut, fanOut.fanOuts());
      case Input.Emitted<?> emitted -> checkRead(node, emitted.by(), fanOuts(emitted.by()));
      case Input.Element<?> element -> {
        if (!fanOuts(node).contains(element.of())) {
          found.accept(outside(node, element.of()));
        }
      }
      case Input.Collected<?, ?> collected -> {
        if (!nodes.contains(collected.of())) {
          found.accept(foreign(node, collected.of()));
        }
        if (!collected.branch().fanOuts().contains(collected.of())) {
          found.accept(
              "%s collects %s of %s, which is not wired inside of its each(...); wire it there"
                  .formatted(node, collected.branch(), collected.of()));
        }
        if (fanOuts(node).contains(collected.of())) {
          found.accept(
              "%s collects %s from inside of it; collect outside of its each(...)"
                  .formatted(node, collected.of()));
        }
      }
      case Input.As<?> as -> check(node, as.of());
      case Input.Several<?> several -> several.inputs().forEach(each -> check(node, each));
      case Asset<?> _, Resource<?> _, Input.Config<?> _, Input.Fact<?> _ -> {}
      case Input.ManyPartitions<?> _, Input.OnePartition<?> _, Input.External<?> _ -> {}
      case Input.Undeclared<?> _, Input.Unusable<?> _ -> {}
    }
  }

  private void checkRead(Node node, Node read, List<FanOut<?>> around) {
    if (!nodes.contains(read)) {
      found.accept(foreign(node, read));
    } else if (!fanOuts(node).containsAll(around)) {
      found.accept(
          ("%s reads %s, of which there is one per element of a fan-out;"
                  + " read what each(...) returns, which has them all")
              .formatted(node, read));
    }
  }

  private static String outside(Node node, FanOut<?> read) {
    return fanOuts(node).isEmpty()
        ? "%s reads an element of %s, but is outside of its each(...); wire it inside"
            .formatted(node, read)
        : "%s reads an element of %s, but is inside of %s; declare one of them inside of the each(...) of the other"
            .formatted(node, read, fanOuts(node).getLast());
  }

  private String foreign(Node node, Node read) {
    return "%s reads %s, which is not wired in %s; wire it there, or pass data by an asset"
        .formatted(node, read, job);
  }

  private static List<FanOut<?>> fanOuts(Node node) {
    return switch (node) {
      case Op<?> op -> op.fanOuts();
      case FanOut<?> fanOut -> fanOut.fanOuts();
      case Asset<?> _, Bundle<?> _, Check _ -> List.of();
    };
  }
}
