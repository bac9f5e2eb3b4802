package io.dagwerk.dev.compiler;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compiles sources from what was compiled before: those that changed, and when others can see the
/// difference, their dependants. It comes to the same classes and problems as compiling all.
///
/// A file that changed is compiled beside the rest as it was. If all that others see of it stays
/// the same, that was it. Else it is compiled again together with everything that depends on it.
final class Incremental {
  private Incremental() {}

  /// @param units compiled without a problem, by the paths of their sources
  /// @param problems when there are any, the units are those from before
  /// @param compiled how many sources the compiler was given
  record Result(SortedMap<String, Unit> units, List<Problem> problems, int compiled) {}

  /// @param before what the last compilation without problems came to
  /// @param sources all texts, by their paths
  static Result compile(
      SortedMap<String, Unit> before, SortedMap<String, String> sources, ClassPath classPath) {
    SortedMap<String, Unit> left = new TreeMap<>(before);
    SortedMap<String, Unit> replaced = new TreeMap<>();
    before.forEach((path, unit) -> {
      if (!unit.text().equals(sources.get(path))) {
        replaced.put(path, unit);
        left.remove(path);
      }
    });
    SortedSet<String> changed = new TreeSet<>(sources.keySet());
    changed.removeAll(left.keySet());
    if (changed.isEmpty() && replaced.isEmpty()) {
      return new Result(before, List.of(), 0);
    }
    Pass alone = Pass.compile(textsOf(changed, sources), left.values(), classPath);
    SortedSet<String> dependants =
        Dependants.of(visiblyChanged(left, replaced, alone), namesOf(left));
    if (dependants.isEmpty()) {
      return result(before, left, alone, changed.size());
    }
    changed.addAll(dependants);
    left.keySet().removeAll(dependants);
    Pass together = Pass.compile(textsOf(changed, sources), left.values(), classPath);
    return result(before, left, together, changed.size());
  }

  private static Result result(
      SortedMap<String, Unit> before, SortedMap<String, Unit> left, Pass pass, int compiled) {
    if (!pass.succeeded()) {
      return new Result(before, pass.problems(), compiled);
    }
    SortedMap<String, Unit> units = new TreeMap<>(left);
    units.putAll(pass.units());
    return new Result(units, List.of(), compiled);
  }

  /// The names that may mean something else to files that stay as they are.
  private static Set<String> visiblyChanged(
      SortedMap<String, Unit> left, SortedMap<String, Unit> replaced, Pass alone) {
    Set<String> names = new HashSet<>();
    replaced.forEach((path, unit) -> {
      if (!isSeenTheSame(unit, path, alone)) {
        names.addAll(unit.names().declared());
      }
    });
    alone
        .names()
        .forEach((path, all) -> {
          if (!replaced.containsKey(path) || !isSeenTheSame(replaced.get(path), path, alone)) {
            names.addAll(all.declared());
          }
        });
    names.addAll(packagesThatCameOrWent(left, replaced, alone));
    return names;
  }

  private static boolean isSeenTheSame(Unit before, String path, Pass alone) {
    Unit now = alone.units().get(path);
    return now != null && now.surface().equals(before.surface());
  }

  private static Set<String> packagesThatCameOrWent(
      SortedMap<String, Unit> left, SortedMap<String, Unit> replaced, Pass alone) {
    Set<String> before = packages(namesOf(replaced).values());
    Set<String> after = packages(alone.names().values());
    Set<String> differing = new HashSet<>(before);
    differing.addAll(after);
    Set<String> both = new HashSet<>(before);
    both.retainAll(after);
    differing.removeAll(both);
    differing.removeAll(packages(namesOf(left).values()));
    Set<String> names = new HashSet<>();
    differing.forEach(each -> names.addAll(List.of(each.split("\\.", -1))));
    return names;
  }

  private static Set<String> packages(Collection<Names> files) {
    Set<String> packages = new HashSet<>();
    files.forEach(names -> packages.add(names.inPackage()));
    return packages;
  }

  private static SortedMap<String, Names> namesOf(SortedMap<String, Unit> units) {
    SortedMap<String, Names> names = new TreeMap<>();
    units.forEach((path, unit) -> names.put(path, unit.names()));
    return names;
  }

  private static SortedMap<String, String> textsOf(
      Collection<String> paths, SortedMap<String, String> sources) {
    SortedMap<String, String> texts = new TreeMap<>(sources);
    texts.keySet().retainAll(paths);
    return texts;
  }
}
