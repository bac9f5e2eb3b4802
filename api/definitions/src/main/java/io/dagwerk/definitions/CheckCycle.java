package io.dagwerk.definitions;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The rule that finds a blocking check which waits for what waits for it.
///
/// What reads an asset runs after its blocking checks, so such a check may not read that. Only
/// reads of the same partition count: what other partitions are read for is known when a run is
/// planned.
final class CheckCycle {
  private final Check check;
  private final Set<Handle> seen = new HashSet<>();
  private final Deque<Way> open = new ArrayDeque<>();

  private CheckCycle(Check check) {
    this.check = check;
  }

  /// What the check reads, by way of its readers.
  private record Way(Handle read, Optional<Way> from) {}

  /// From the checked asset back to it.
  static Optional<List<Handle>> find(Check check) {
    return check.isBlocking() ? new CheckCycle(check).search() : Optional.empty();
  }

  private Optional<List<Handle>> search() {
    Asset<?> checked = check.asset();
    read(check)
        .filter(asset -> !asset.equals(checked))
        .forEach(asset -> open(asset, Optional.empty()));
    while (!open.isEmpty()) {
      Way way = open.removeFirst();
      for (Handle read : before(way.read()).toList()) {
        if (read.equals(checked)) {
          return Optional.of(cycle(way));
        }
        open(read, Optional.of(way));
      }
    }
    return Optional.empty();
  }

  private void open(Handle read, Optional<Way> from) {
    if (seen.add(read)) {
      open.addLast(new Way(read, from));
    }
  }

  private List<Handle> cycle(Way last) {
    Deque<Handle> cycle = new ArrayDeque<>(List.of(check.asset()));
    for (Optional<Way> way = Optional.of(last); way.isPresent(); way = way.get().from()) {
      cycle.addFirst(way.get().read());
    }
    cycle.addFirst(check);
    cycle.addFirst(check.asset());
    return List.copyOf(cycle);
  }

  private static Stream<? extends Handle> before(Handle reader) {
    return switch (reader) {
      case Asset<?> asset when asset.bundle().isPresent() -> asset.bundle().stream();
      case Asset<?> asset -> read(asset);
      case Bundle<?> bundle -> read(bundle);
      default -> Stream.of();
    };
  }

  private static Stream<Asset<?>> read(Node node) {
    return Stream.concat(node.compute().inputs().stream(), node.settings().after().stream())
        .flatMap(CheckCycle::assets);
  }

  private static Stream<Asset<?>> assets(Input<?> input) {
    return switch (input) {
      case Asset<?> asset -> Stream.of(asset);
      case Input.As<?> as -> assets(as.of());
      case Input.Several<?> several -> several.inputs().stream().flatMap(CheckCycle::assets);
      default -> Stream.of();
    };
  }
}
