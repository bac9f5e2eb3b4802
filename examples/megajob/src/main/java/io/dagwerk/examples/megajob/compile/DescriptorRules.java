package io.dagwerk.examples.megajob.compile;

import io.dagwerk.config.Binding;
import io.dagwerk.config.ConfigType;
import io.dagwerk.config.Environment;
import io.dagwerk.cron.Cron;
import io.dagwerk.definitions.Names;
import io.dagwerk.examples.megajob.check.DeclaredCheck;
import io.dagwerk.examples.megajob.descriptor.Descriptor;
import io.dagwerk.examples.megajob.descriptor.Timing;
import io.dagwerk.examples.megajob.type.JobType;
import io.dagwerk.examples.megajob.type.Placeholders;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigProblem.Kind;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the schema cannot say about one descriptor by itself.
final class DescriptorRules {
  private static final ConfigPath PARAMS = ConfigPath.of("params");

  private final Descriptor descriptor;
  private final JobType<?, ?> type;
  private final List<ConfigProblem> problems = new ArrayList<>();

  private DescriptorRules(Descriptor descriptor, JobType<?, ?> type) {
    this.descriptor = descriptor;
    this.type = type;
  }

  /// All problems of a descriptor that was read from this tree.
  static List<ConfigProblem> problems(Descriptor descriptor, JobType<?, ?> type, ConfigTree tree) {
    DescriptorRules rules = new DescriptorRules(descriptor, type);
    rules.checkNames();
    rules.checkSchedule();
    rules.checkOutputs();
    rules.checkParams(type);
    rules.checkPlaceholders(tree, ConfigPath.ROOT);
    rules.checkChecks();
    return rules.problems;
  }

  private void checkNames() {
    checkName(ConfigPath.of("name"), descriptor.name(), "[A-Za-z_][A-Za-z0-9_]*");
    descriptor
        .ownership()
        .team()
        .ifPresent(team -> checkName(ConfigPath.of("team"), team, "[A-Za-z_][A-Za-z0-9_]*"));
    checkDatasets("inputs", descriptor.dependencies().inputs());
    checkDatasets("outputs", descriptor.dependencies().outputs());
    for (String tag : descriptor.ownership().tags().sequencedKeySet()) {
      if (Tags.isReserved(tag)) {
        add(
            ConfigPath.of("tags", tag),
            "the compiler sets the tag '%s' itself; call yours otherwise".formatted(tag));
      }
    }
  }

  private void checkName(ConfigPath path, String name, String pattern) {
    if (!name.matches(pattern)) {
      add(path, "'%s' is not a valid name, which matches %s; rename it".formatted(name, pattern));
    }
  }

  private void checkDatasets(String entry, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (!Names.isValid(names.get(i))) {
        add(
            ConfigPath.of(entry).item(i),
            "'%s' is not a valid dataset, which is like 'orders' or 'raw/orders'; rename it"
                .formatted(names.get(i)));
      }
    }
  }

  private void checkSchedule() {
    if (descriptor.schedule().orElse(Timing.Rhythm.DAILY) instanceof Timing.OwnTimes times) {
      Cron.problemsOf(times.cron())
          .forEach(problem -> add(ConfigPath.of("schedule", "cron"), problem));
    }
  }

  private void checkOutputs() {
    List<String> outputs = descriptor.dependencies().outputs();
    type.makes()
        .problem(outputs.size())
        .ifPresent(problem ->
            add(
                ConfigPath.of("outputs"),
                "a job of type %s %s; make a job of each".formatted(type.name(), problem)));
    if (outputs.size() > 1 && outputs.contains(descriptor.name())) {
      add(
          ConfigPath.of("name"),
          "a job with several outputs is not called like one of them; rename it");
    }
  }

  /// What the record of the params refuses, and what the type says of them.
  private <P extends Record> void checkParams(JobType<?, P> known) {
    switch (ConfigType.of(known.params())
        .bind(descriptor.task().params(), Environment.empty(), PARAMS)) {
      case Binding.Bound<P>(P params, _) ->
          known.problems(params, descriptor.ports()).forEach(problem -> add(PARAMS, problem));
      case Binding.Invalid<P>(List<ConfigProblem> found) ->
          found.stream()
              .filter(problem -> problem.kind() != Kind.UNSET_VARIABLE)
              .forEach(problems::add);
    }
  }

  private void checkPlaceholders(ConfigTree part, ConfigPath path) {
    switch (part) {
      case ConfigTree.Text(String text) ->
          Placeholders.in(text).forEach(name -> checkPlaceholder(name, path));
      case ConfigTree.Items(List<ConfigTree> items) -> {
        for (int i = 0; i < items.size(); i++) {
          checkPlaceholders(items.get(i), path.item(i));
        }
      }
      case ConfigTree.Entries(var entries) ->
          entries.forEach((key, value) -> checkPlaceholders(value, path.entry(key)));
      case ConfigTree.Nothing _, ConfigTree.Truth _, ConfigTree.Whole _, ConfigTree.Decimal _ -> {}
    }
  }

  private void checkPlaceholder(String name, ConfigPath path) {
    boolean isFilled =
        !path.segments().isEmpty()
            && path.segments().getFirst() instanceof ConfigPath.Key(String first)
            && (first.equals("params") || first.equals("checks"));
    if (!isFilled) {
      add(path, "{{ %s }} is filled in under 'params' and 'checks' alone".formatted(name));
    } else if (!Placeholders.NAMES.contains(name)) {
      add(
          path,
          "no run-time value is called '%s'; there are %s%s"
              .formatted(
                  name,
                  String.join(", ", Placeholders.NAMES),
                  Nearest.hint(name, Placeholders.NAMES)));
    } else if (name.equals(Placeholders.PARTITION)
        && descriptor.dependencies().partitions().isEmpty()) {
      add(path, "{{ partition }} needs 'partitions', which this job has not; give it some");
    }
  }

  private void checkChecks() {
    Set<String> names = new HashSet<>();
    List<DeclaredCheck> checks = descriptor.task().checks();
    for (int i = 0; i < checks.size(); i++) {
      ConfigPath path = ConfigPath.of("checks").item(i);
      DeclaredCheck check = checks.get(i);
      if (!type.makes().isTable()) {
        add(
            path,
            "a check looks at a table, but a job of type %s makes none".formatted(type.name()));
      }
      checkDataset(check, path);
      Optional<String> own = check.settings().name();
      own.ifPresent(name -> checkName(path.entry("name"), name, "[A-Za-z_][A-Za-z0-9_]*"));
      if (!names.add(check.dataset() + "." + check.name())) {
        add(
            path,
            "dataset '%s' has another check '%s'; give one of them a 'name'"
                .formatted(check.dataset(), check.name()));
      }
    }
  }

  private void checkDataset(DeclaredCheck check, ConfigPath path) {
    List<String> datasets = descriptor.datasets();
    if (check.settings().dataset().isEmpty() && datasets.size() > 1) {
      add(path, "the job makes %s; say in 'dataset' which is looked at".formatted(datasets));
    } else if (!datasets.contains(check.dataset())) {
      add(
          path.entry("dataset"),
          "the job does not make '%s', but %s%s"
              .formatted(check.dataset(), datasets, Nearest.hint(check.dataset(), datasets)));
    }
  }

  private void add(ConfigPath path, String reason) {
    problems.add(new ConfigProblem(path, Kind.WRONG_VALUE, reason));
  }
}
