package io.dagwerk.examples.megajob.graph;

import io.dagwerk.config.ConfigSchemas;
import io.dagwerk.examples.megajob.type.JobType;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.model.ConfigSchema;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Describes the job types for people, in Markdown: the params of each, and all its jobs.
public final class TypePages {
  private TypePages() {}

  /// One section for each type.
  public static String of(JobTypes types, JobGraph graph) {
    Map<String, List<String>> jobs =
        graph.jobs().values().stream()
            .collect(
                Collectors.groupingBy(
                    job -> job.type().name(),
                    Collectors.mapping(GraphJob::name, Collectors.toList())));
    return types.byName().values().stream()
        .map(type -> section(type, jobs.getOrDefault(type.name(), List.of())))
        .collect(Collectors.joining("\n"));
  }

  private static String section(JobType<?, ?> type, List<String> jobs) {
    StringBuilder text =
        new StringBuilder("## %s\n\n%s\n\n".formatted(type.name(), type.description()));
    if (ConfigSchemas.of(type.params()) instanceof ConfigSchema.Shape(var fields)
        && !fields.isEmpty()) {
      text.append("| param | is | |\n|---|---|---|\n");
      fields.forEach(field -> text.append(row(field)));
      text.append('\n');
    }
    return text.append(jobs.isEmpty() ? "No jobs.\n" : told(jobs)).toString();
  }

  private static String told(List<String> jobs) {
    return "%d jobs: %s\n"
        .formatted(jobs.size(), jobs.stream().sorted().collect(Collectors.joining(", ")));
  }

  private static String row(ConfigSchema.Field field) {
    String needed = field.fallback().isPresent() ? "" : ", needed";
    return "| `%s` | %s%s | %s |\n"
        .formatted(
            field.name(),
            ConfigSchemas.text(field.schema()).replace("|", "\\|"),
            needed,
            field.doc());
  }
}
