package io.dagwerk.definitions;

import io.dagwerk.model.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rule of the modes in which a job can run: those that it declares, and the one without a
/// name, [Mode#DEFAULT], unless the job needs a resource that is left to its modes.
public final class Modes {
  private final Job job;
  private final Set<Resource<?>> needed;

  private Modes(Job job, Set<Resource<?>> needed) {
    this.job = job;
    this.needed = needed;
  }

  /// The modes of a job.
  ///
  /// @param nodes those of its runs
  /// @param byDefault the IO manager of values that name none
  public static Modes of(
      Job job, Collection<? extends Node> nodes, Optional<? extends Resource<?>> byDefault) {
    return new Modes(
        job,
        nodes.stream()
            .flatMap(node ->
                Stream.concat(Needs.resources(job, node), Needs.ioManagers(node, byDefault)))
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /// All modes, the default first if the job has one.
  public List<Mode> all() {
    List<Mode> declared = job.settings().modes();
    List<Mode> all = new ArrayList<>(declared);
    Mode plain = new Mode(Mode.DEFAULT);
    if (declared.stream().noneMatch(mode -> mode.name().equals(Mode.DEFAULT))
        && missing(plain).isEmpty()) {
      all.addFirst(plain);
    }
    return List.copyOf(all);
  }

  /// The names of all modes.
  public List<String> names() {
    return all().stream().map(Mode::name).toList();
  }

  /// The mode of a name.
  public Optional<Mode> find(String name) {
    return all().stream().filter(mode -> mode.name().equals(name)).findFirst();
  }

  /// The resources that are left to the modes, are needed, and are not given by this one.
  public SequencedSet<Resource<?>> missing(Mode mode) {
    SequencedSet<Resource<?>> missing = mode.opening(needed);
    missing.removeIf(resource -> !resource.isGivenByModes());
    return missing;
  }

  /// What keeps the job or one of its presets from being launched.
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    SequencedSet<Resource<?>> left = missing(new Mode(Mode.DEFAULT));
    if (job.settings().modes().isEmpty() && !left.isEmpty()) {
      problems.add(
          "%s needs %s, which is given by modes, but it has none; add mode(...)"
              .formatted(job, shown(left)));
      return problems;
    }
    for (Mode mode : job.settings().modes()) {
      missing(mode)
          .forEach(resource ->
              problems.add(
                  "mode '%s' of %s does not give %s, which the job needs; add with(...) to it"
                      .formatted(mode.name(), job, resource)));
    }
    job.settings().presets().forEach(preset -> findProblem(preset).ifPresent(problems::add));
    return problems;
  }

  private Optional<String> findProblem(Preset preset) {
    return find(preset.mode()).isPresent()
        ? Optional.empty()
        : Optional.of(
            "preset '%s' of %s wants mode '%s', but its modes are %s%s"
                .formatted(
                    preset.name(),
                    job,
                    preset.mode(),
                    names(),
                    Nearest.hint(preset.mode(), names())));
  }

  /// Why a launch that names no mode is refused.
  ///
  /// @param missing what the default mode would have to give
  public String refusal(Collection<Resource<?>> missing) {
    return "%s has no mode '%s', because %s is given by modes; launch it in one of %s"
        .formatted(job, Mode.DEFAULT, shown(missing), names());
  }

  private static String shown(Collection<Resource<?>> resources) {
    return resources.stream().map(Resource::toString).collect(Collectors.joining(" and "));
  }
}
