package io.dagwerk.cli;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads the jobs that locations define.
///
/// @param client of the server
record Jobs(Client client) {
  private static final String JOBS =
      """
      { locations { name jobs(limit: 10000) { jobs { name description modes presets } } } }
      """;

  /// A job, and where it is defined.
  ///
  /// @param answer its `name`, `description`, `modes` and `presets`
  record Job(String location, Answer answer) {
    String name() {
      return answer.text("name");
    }

    /// As it is printed for programs.
    ConfigTree tree() {
      SequencedMap<String, ConfigTree> tree = new LinkedHashMap<>();
      tree.put("location", ConfigTree.of(location));
      answer.entries().forEach((name, value) -> tree.put(name, value.tree()));
      return new ConfigTree.Entries(tree);
    }
  }

  /// All of them, by location.
  List<Job> all() {
    List<Job> jobs = new ArrayList<>();
    for (Answer location : client.ask(JOBS, Map.of()).list("locations")) {
      location
          .get("jobs")
          .list("jobs")
          .forEach(job -> jobs.add(new Job(location.text("name"), job)));
    }
    return jobs;
  }

  /// The job of a name.
  ///
  /// @param location that defines it, if that was said
  /// @throws CommandFailed when there is none, or several locations have one
  Job get(String name, Optional<String> location) {
    List<Job> there =
        all().stream().filter(job -> location.map(job.location()::equals).orElse(true)).toList();
    List<Job> named = there.stream().filter(job -> job.name().equals(name)).toList();
    return switch (named.size()) {
      case 1 -> named.getFirst();
      case 0 ->
          throw new CommandFailed(
              ExitCode.REFUSED,
              "there is no job '%s'%s"
                  .formatted(name, Nearest.hint(name, there.stream().map(Job::name).toList())));
      default ->
          throw new CommandFailed(
              ExitCode.REFUSED,
              "locations %s have a job '%s'; name one by --location"
                  .formatted(String.join(", ", named.stream().map(Job::location).toList()), name));
    };
  }
}
