package io.dagwerk.examples.megajob.compile;

import io.dagwerk.examples.megajob.compile.DescriptorReader.Read;
import io.dagwerk.examples.megajob.descriptor.Descriptor;
import io.dagwerk.examples.megajob.descriptor.DescriptorSchema;
import io.dagwerk.examples.megajob.descriptor.Origin;
import io.dagwerk.examples.megajob.descriptor.Problem;
import io.dagwerk.examples.megajob.graph.GraphJob;
import io.dagwerk.examples.megajob.type.JobType;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The second pass: each tree is checked by its type's schema and becomes a job, as far as it can.
final class Binder {
  private final DescriptorSchema schema;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private Binder(DescriptorSchema schema) {
    this.schema = schema;
  }

  /// All candidates, also those that have problems, so that others may refer to them.
  record Bound(List<Candidate> candidates, List<Problem> problems) {}

  static Bound bind(List<Origin> origins, DescriptorSchema schema) {
    Binder binder = new Binder(schema);
    origins.forEach(binder::bind);
    return new Bound(binder.candidates, binder.problems);
  }

  private void bind(Origin origin) {
    ConfigTree tree = origin.tree();
    List<ConfigProblem> found = new ArrayList<>(schema.check(tree));
    Optional<GraphJob> job = found.isEmpty() ? job(origin, tree, found) : Optional.empty();
    found.forEach(problem -> problems.add(origin.problem(problem)));
    candidates.add(Candidate.of(origin, tree, found.isEmpty() ? job : Optional.empty()));
  }

  private Optional<GraphJob> job(Origin origin, ConfigTree tree, List<ConfigProblem> found) {
    JobType<?, ?> type = typeOf(tree);
    Read read = DescriptorReader.read(tree, type);
    found.addAll(read.problems());
    if (read.descriptor().isEmpty()) {
      return Optional.empty();
    }
    Descriptor descriptor = read.descriptor().get();
    found.addAll(DescriptorRules.problems(descriptor, type, tree));
    return Optional.of(new GraphJob(descriptor, type, origin.file(), schema.canonical(tree)));
  }

  /// The schema has found it.
  private JobType<?, ?> typeOf(ConfigTree tree) {
    return Optional.of(tree)
        .filter(ConfigTree.Entries.class::isInstance)
        .map(ConfigTree.Entries.class::cast)
        .map(map -> map.entries().get("type"))
        .filter(ConfigTree.Text.class::isInstance)
        .flatMap(name -> schema.types().find(((ConfigTree.Text) name).value()))
        .orElseThrow();
  }
}
