package io.dagwerk.definitions;

import io.dagwerk.model.Nearest;
import io.dagwerk.model.PartitionMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The problems found so far in a set of definitions, and what rules ask about the set as a whole.
final class Findings {
  private static final int MOST_NAMES = 20;

  private final List<Declared> declared;
  private final Optional<? extends Resource<?>> io;
  private final Set<Definition> known = new LinkedHashSet<>();
  private final Map<String, List<String>> namesByKind = new HashMap<>();
  private final Map<String, Type<?>> types = new HashMap<>();
  private final Map<String, Type<?>> external = new HashMap<>();
  private final Map<String, PartitionFunction> functions = new HashMap<>();
  private final Set<String> problems = new LinkedHashSet<>();

  Findings(List<Declared> declared, Optional<? extends Resource<?>> io) {
    this.declared = List.copyOf(declared);
    this.io = io;
    for (Declared here : declared) {
      known.add(here.definition());
      namesByKind
          .computeIfAbsent(here.definition().kind(), _ -> new ArrayList<>())
          .add(here.definition().name());
    }
  }

  void add(String where, String problem) {
    problems.add(where + ": " + problem);
  }

  /// Each problem once, in the order in which they were found.
  List<String> toList() {
    return List.copyOf(problems);
  }

  /// Reports a null that was read instead of a handle, with the names of the cycle that it closes
  /// if it was to be one of those that read the reader.
  ///
  /// @param place such as `as input 2`
  void addUndeclared(String where, Handle reader, String place) {
    List<String> names = Readers.among(declared).of(reader).stream().map(Handle::toString).toList();
    String cycle = names.isEmpty() ? "" : " with what reads it (" + shown(names) + ")";
    String remedy = names.isEmpty() ? "" : ", or break the cycle";
    add(
        where,
        ("%s has null %s, where a handle was expected: declared below, or a cycle%s;"
                + " declare it above its first use%s")
            .formatted(reader, place, cycle, remedy));
  }

  private static String shown(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? "%s and %d more".formatted(first, more) : first;
  }

  void checkName(String where, String what, String name) {
    if (!Names.isValid(name)) {
      add(
          where,
          "%s is not a valid name, which matches %s; rename it".formatted(what, Names.VALID));
    }
  }

  void checkDefined(String where, Handle reader, Definition read) {
    if (known.contains(read)) {
      return;
    }
    List<String> names = namesByKind.getOrDefault(read.kind(), List.of());
    String remedy =
        Nearest.find(read.name(), names)
            .map("did you mean '%s'?"::formatted)
            .orElse("add the object that declares it to Definitions.in(...)");
    add(where, "%s reads %s, which is not defined; %s".formatted(reader, read, remedy));
  }

  /// The modes of a job. Which assets a selection chooses is known when it is resolved, so a job of
  /// one is taken to need nothing here.
  Modes modes(Job job) {
    List<Node> nodes = new ArrayList<>(job.nodes());
    List<Asset<?>> handles = job.assets().map(Job.Selection::handles).orElse(List.of());
    handles.forEach(asset -> nodes.add(asset.bundle().<Node>map(it -> it).orElse(asset)));
    for (Declared each : declared) {
      if (each.definition() instanceof Check check && handles.contains(check.asset())) {
        nodes.add(check);
      }
    }
    return Modes.of(job, nodes, io);
  }

  /// Types that say more than Java does are told apart by their names.
  void checkType(String where, Handle user, Type<?> type) {
    if (!type.isCustom()) {
      return;
    }
    Type<?> other = types.putIfAbsent(type.name(), type);
    if (other != null && other != type) {
      add(
          where,
          ("%s uses a second type named '%s'; use one constant for both,"
                  + " or name one of them differently")
              .formatted(user, type.name()));
    }
  }

  /// A mapping of the user's own is told by its name, so one name is one function.
  void checkMapping(String where, Handle reader, Input.ManyPartitions<?> input) {
    if (!(input.mapping() instanceof PartitionMapping.Custom(String name))) {
      return;
    }
    checkName(where, "mapping '" + name + "'", name);
    if (input.function().isEmpty()) {
      add(
          where,
          "%s reads %s by the mapping '%s', which has no function; give it one by partitions(\"%s\", ...)"
              .formatted(reader, input.asset(), name, name));
      return;
    }
    PartitionFunction other = functions.putIfAbsent(name, input.function().get());
    if (other != null && !other.equals(input.function().get())) {
      add(
          where,
          "%s uses a second function named '%s'; use one constant for both, or name one of them differently"
              .formatted(reader, name));
    }
  }

  /// A value of the run config is of one type, whoever reads it.
  void checkExternal(String where, Handle reader, Input.External<?> input) {
    Type<?> other = external.putIfAbsent(input.name(), input.type());
    if (other != null && !other.name().equals(input.type().name())) {
      add(
          where,
          "%s reads input '%s' as %s, but another reads it as %s; use one type"
              .formatted(reader, input.name(), input.type(), other));
    }
  }
}
