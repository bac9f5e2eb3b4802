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
  private static final String PAGE =
      """
      jobs(limit: 1000, after: $after) { jobs { name description modes presets } after }
      """;
  private static final String FIRST =
      "query($after: String) { locations { name %s } }".formatted(PAGE);
  private static final String NEXT =
      "query($name: String!, $after: String) { location(name: $name) { %s } }".formatted(PAGE);

  private static final String NODES =
      """
      query($location: String!, $job: String!, $after: String) { location(name: $location) {
        job(name: $job) { nodes(after: $after) { nodes { name kind upstream } after } }
      } }
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

    /// The same with its graph.
    ConfigTree tree(List<Answer> nodes) {
      SequencedMap<String, ConfigTree> tree = new LinkedHashMap<>();
      if (tree() instanceof ConfigTree.Entries(var parts)) {
        tree.putAll(parts);
      }
      tree.put("nodes", ConfigTree.of(nodes.stream().map(Answer::tree).toList()));
      return new ConfigTree.Entries(tree);
    }
  }

  /// All of them, by location.
  List<Job> all() {
    List<Job> jobs = new ArrayList<>();
    for (Answer location : client.ask(FIRST, Map.of()).list("locations")) {
      String name = location.text("name");
      Optional<Answer> page = location.find("jobs");
      while (page.isPresent()) {
        page.get().list("jobs").forEach(job -> jobs.add(new Job(name, job)));
        page = page.get().findText("after").flatMap(after -> page(name, after));
      }
    }
    return jobs;
  }

  /// A further page of a location; empty when that is gone meanwhile.
  private Optional<Answer> page(String location, String after) {
    return client
        .ask(NEXT, Map.of("name", location, "after", after))
        .find("location")
        .map(found -> found.get("jobs"));
  }

  /// The graph of a job, node by node: what the user interface draws. None when the job is gone
  /// meanwhile.
  ///
  /// @return of each its `name`, `kind` and `upstream`
  List<Answer> nodes(Job job) {
    List<Answer> nodes = new ArrayList<>();
    Optional<Answer> page = nodes(job, Map.of());
    while (page.isPresent()) {
      nodes.addAll(page.get().list("nodes"));
      page = page.get().findText("after").flatMap(after -> nodes(job, Map.of("after", after)));
    }
    return nodes;
  }

  private Optional<Answer> nodes(Job job, Map<String, String> after) {
    Map<String, String> asked = new LinkedHashMap<>(after);
    asked.put("location", job.location());
    asked.put("job", job.name());
    return client
        .ask(NODES, asked)
        .find("location")
        .flatMap(location -> location.find("job"))
        .map(found -> found.get("nodes"));
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
