package io.dagwerk.definitions;

import io.dagwerk.definitions.StepSettings.AttachedHook;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// The rule of what a node needs to run: whose values it reads, which hooks follow it, which
/// resources its functions, its hooks and the keepers of its values are.
public final class Needs {
  private Needs() {}

  /// The nodes whose values an input reads.
  public static Stream<Node> nodes(Input<?> input) {
    return switch (input) {
      case Asset<?> asset -> Stream.of(asset);
      case Op<?> op -> Stream.of(op);
      case FanOut<?> fanOut -> Stream.of(fanOut);
      case Input.ManyPartitions<?> many -> Stream.of(many.asset());
      case Input.OnePartition<?> one -> Stream.of(one.asset());
      case Input.As<?> as -> nodes(as.of());
      case Input.Emitted<?> emitted -> Stream.of(emitted.by());
      case Input.Element<?> element -> Stream.of(element.of());
      case Input.Collected<?, ?> all -> Stream.of(all.branch());
      case Input.Several<?> several -> several.inputs().stream().flatMap(Needs::nodes);
      case Input.External<?> _, Resource<?> _, Input.Config<?> _, Input.Fact<?> _ -> Stream.of();
      case Input.Undeclared<?> _, Input.Unusable<?> _ -> Stream.of();
    };
  }

  /// All hooks that follow the end of a node's steps: its own, those of the graphs around it, the
  /// job's.
  public static SequencedSet<AttachedHook> hooks(Job job, Node node) {
    SequencedSet<AttachedHook> all = new LinkedHashSet<>(node.settings().hooks());
    for (Graph.Nested nested : job.nestedGraphs().reversed()) {
      if (nested.has(node)) {
        all.addAll(nested.hooks());
      }
    }
    all.addAll(job.settings().hooks());
    return all;
  }

  /// The resources that the functions of a node and of its hooks read, as they are declared.
  public static Stream<Resource<?>> resources(Job job, Node node) {
    Stream<Input<?>> ofHooks =
        hooks(job, node).stream().flatMap(it -> it.hook().compute().inputs().stream());
    return Stream.concat(node.compute().inputs().stream(), ofHooks).flatMap(Needs::resource);
  }

  static Stream<Resource<?>> resource(Input<?> input) {
    return input instanceof Resource<?> resource ? Stream.of(resource) : Stream.of();
  }

  /// The IO managers that keep what a node makes and what it reads, as they are declared.
  ///
  /// @param byDefault of values that name none
  public static Stream<Resource<?>> ioManagers(
      Node node, Optional<? extends Resource<?>> byDefault) {
    return Stream.concat(Stream.of(node), node.compute().inputs().stream().flatMap(Needs::nodes))
        .flatMap(Needs::keepers)
        .flatMap(own -> own.isPresent() ? own.stream() : byDefault.stream());
  }

  /// What keeps the values that a node makes, one for each: the IO manager that is named for it, or
  /// none for the default.
  public static Stream<Optional<? extends Resource<?>>> keepers(Node node) {
    return switch (node) {
      case Asset<?> asset when asset.isStored() ->
          Stream.concat(Stream.of(asset.asset().io()), outputs(asset.settings().outputs()));
      case Bundle<?> bundle ->
          bundle.parts().stream().filter(Asset::isStored).map(part -> part.asset().io());
      case Asset<?> _, Check _, FanOut<?> _, Op<?> _ -> outputs(node.outputs());
    };
  }

  private static Stream<Optional<? extends Resource<?>>> outputs(List<Output<?>> outputs) {
    return outputs.stream()
        .filter(output -> output.type().raw() != Void.class)
        .map(output -> output.io().map(io -> (Resource<?>) io));
  }
}
