package io.dagwerk.definitions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// The rule of who reads whom, or comes after it.
///
/// A handle is declared after what it reads, so what would close a cycle is null when it is read.
/// It can only have been one of those that read the reader.
final class Readers {
  private final Map<Handle, List<Handle>> direct = new LinkedHashMap<>();

  private Readers() {}

  static Readers among(List<Declared> declared) {
    Readers readers = new Readers();
    for (Declared each : declared) {
      switch (each.definition()) {
        case Asset<?> asset -> {
          readers.add(asset);
          asset.bundle().ifPresent(bundle -> readers.add(asset, bundle));
        }
        case Bundle<?> bundle -> readers.add(bundle);
        case Check check -> readers.add(check);
        case Resource<?> resource -> readers.add(resource, resource.compute().inputs());
        case Job job -> job.nodes().forEach(readers::add);
        case Schedule _, Sensor _ -> {}
      }
    }
    return readers;
  }

  /// All that read it, also through others; the nearest first.
  SequencedSet<Handle> of(Handle read) {
    SequencedSet<Handle> found = new LinkedHashSet<>();
    List<Handle> next = direct.getOrDefault(read, List.of());
    while (!next.isEmpty()) {
      next =
          next.stream()
              .filter(found::add)
              .flatMap(reader -> direct.getOrDefault(reader, List.of()).stream())
              .toList();
    }
    return found;
  }

  private void add(Node node) {
    Handle reader = (Handle) node;
    add(reader, node.compute().inputs());
    add(reader, node.settings().after());
  }

  private void add(Handle reader, List<Input<?>> inputs) {
    inputs.stream().flatMap(Readers::read).forEach(read -> add(reader, read));
  }

  private void add(Handle reader, Handle read) {
    direct.computeIfAbsent(read, _ -> new ArrayList<>()).add(reader);
  }

  private static Stream<Handle> read(Input<?> input) {
    return Stream.concat(Needs.nodes(input).map(Handle.class::cast), Needs.resource(input));
  }
}
