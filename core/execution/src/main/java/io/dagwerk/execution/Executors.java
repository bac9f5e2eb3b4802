package io.dagwerk.execution;

import io.dagwerk.definitions.Executor;
import io.dagwerk.definitions.Job;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    /// The factory's schema, with the job's config in the places of its defaults.
    ConfigSchema.Shape schema() {
      List<ConfigSchema.Field> fields = new ArrayList<>();
      if (factory.schema() instanceof ConfigSchema.Shape shape) {
        for (ConfigSchema.Field field : shape.fields()) {
          ConfigTree said =
              config instanceof ConfigTree.Entries entries
                  ? entries.entries().get(field.name())
                  : null;
          fields.add(
              said == null
                  ? field
                  : ConfigSchema.Field.optional(field.name(), field.schema(), said)
                      .describedAs(field.doc()));
        }
      }
      return new ConfigSchema.Shape(fields);
    }
  }

  /// @throws IllegalArgumentException when the job names an executor that is not there
  static Executors of(Job job) {
    List<Choice> choices = new ArrayList<>();
    for (Executor executor : job.settings().executors()) {
      ExecutorFactory factory = KNOWN.get(executor.name());
      if (factory == null) {
        throw new IllegalArgumentException(
            "%s names executor '%s', but there are %s; name one of them or add its module"
                .formatted(job, executor.name(), KNOWN.keySet()));
      }
      choices.add(new Choice(factory, ConfigTree.of(executor.config())));
    }
    if (choices.isEmpty()) {
      choices.add(new Choice(new ThreadsExecutor(), ConfigTree.empty()));
    }
    return new Executors(choices);
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
    ServiceLoader.load(ExecutorFactory.class).forEach(each -> known.put(each.name(), each));
    return known;
  }
}
