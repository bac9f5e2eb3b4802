package io.dagwerk.execution;

import io.dagwerk.config.Config;
import io.dagwerk.definitions.Executor;
import io.dagwerk.definitions.Job;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/// The executors that a job may be run by, the first of them if nothing is chosen.
///
/// @param all at least one
record Executors(List<Choice> all) {
  private static final SequencedMap<String, ExecutorFactory> KNOWN = known();

  Executors {
    all = List.copyOf(all);
  }

  /// An executor and the config that it has unless the run config says otherwise.
  record Choice(ExecutorFactory factory, ConfigTree config) {
    String name() {
      return factory.name();
    }

    boolean needsStoredOutputs() {
      return factory.needsStoredOutputs();
    }

    /// What is wrong with the job's config of it.
    Optional<String> problem() {
      return Config.check(partial(), config).stream()
          .findFirst()
          .map(problem -> "executor '%s': %s".formatted(name(), problem));
    }

    /// The factory's schema with nothing required, as the run config may give the rest.
    private ConfigSchema.Shape partial() {
      return new ConfigSchema.Shape(
          factory.schema().fields().stream()
              .map(field -> field.orElse(ConfigTree.nothing()))
              .toList());
    }

    /// The factory's schema, with the job's config in the places of its defaults.
    ConfigSchema.Shape schema() {
      List<ConfigSchema.Field> fields = new ArrayList<>();
      for (ConfigSchema.Field field : factory.schema().fields()) {
        Optional<ConfigTree> said =
            config instanceof ConfigTree.Entries(var entries)
                ? field.nameIn(entries).map(entries::get)
                : Optional.empty();
        fields.add(said.map(field::orElse).orElse(field));
      }
      return new ConfigSchema.Shape(fields);
    }
  }

  /// @throws RunRefused when the job names an executor that is not there, or its config is wrong
  static Executors of(Job job) {
    List<Choice> choices = new ArrayList<>();
    for (Executor executor : job.settings().executors()) {
      ExecutorFactory factory = KNOWN.get(executor.name());
      if (factory == null) {
        throw new RunRefused(
            "%s names executor '%s', but there are %s; name one of them or add its module"
                .formatted(job, executor.name(), KNOWN.keySet()));
      }
      Choice choice = new Choice(factory, ConfigTree.of(executor.config()));
      choice
          .problem()
          .ifPresent(problem -> {
            throw new RunRefused("%s: %s".formatted(job, problem));
          });
      choices.add(choice);
    }
    if (choices.isEmpty()) {
      choices.add(new Choice(new ThreadsExecutor(), ConfigTree.empty()));
    }
    return new Executors(choices);
  }

  /// The executor of a run, with its complete config.
  record Chosen(ExecutorFactory factory, ConfigTree config) {
    String name() {
      return factory.name();
    }

    /// @throws RuntimeException what its factory throws
    ExecutorFactory.StepExecutor create() {
      return factory.create(config);
    }
  }

  /// The one that the run config names, else the first.
  ///
  /// @param said what stands under `execution.executor`, which fits the schema
  Chosen chosen(ConfigTree said) {
    Choice choice = all.getFirst();
    ConfigTree config = ConfigTree.empty();
    if (said instanceof ConfigTree.Entries(var entries) && !entries.isEmpty()) {
      String name = entries.firstEntry().getKey();
      config = entries.firstEntry().getValue();
      choice = all.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }
    return new Chosen(choice.factory(), Config.resolve(choice.schema(), config));
  }

  ConfigSchema.Selector schema() {
    return new ConfigSchema.Selector(
        all.stream()
            .map(choice -> new ConfigSchema.Alternative(choice.name(), choice.schema(), ""))
            .collect(Collectors.toList()));
  }

  private static SequencedMap<String, ExecutorFactory> known() {
    SequencedMap<String, ExecutorFactory> known = new LinkedHashMap<>();
    known.put(ThreadsExecutor.NAME, new ThreadsExecutor());
    known.put(ProcessesExecutor.NAME, new ProcessesExecutor());
    ServiceLoader.load(ExecutorFactory.class).forEach(each -> known.put(each.name(), each));
    return known;
  }
}
