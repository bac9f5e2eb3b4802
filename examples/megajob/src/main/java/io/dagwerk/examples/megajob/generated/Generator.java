package io.dagwerk.examples.megajob.generated;

import io.dagwerk.documents.Documents;
import io.dagwerk.examples.megajob.descriptor.SourceFile;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;

/// Makes up a company of any size and of the usual shape: thirty layers deep, most jobs transforms,
/// each reading two others or so, and a few that nearly everybody reads. Equal seeds give equal
/// companies.
///
/// ```java
/// List<SourceFile> files = Generator.company(900, seed);
/// ```
public final class Generator {
  private static final int DEPTH = 30;
  private static final int MOST_INPUTS = 4;
  private static final int HUB_EVERY = 60;
  private static final int HUB_WEIGHT = 25;
  private static final List<String> TEAMS =
      List.of("billing", "catalog", "growth", "logistics", "search", "support", "trust");

  private final Random random;
  private final List<List<Dataset>> layers = new ArrayList<>();
  private final List<SourceFile> files = new ArrayList<>();

  private Generator(long seed) {
    this.random = new Random(seed);
  }

  /// A dataset that later jobs may read.
  ///
  /// @param weight how much likelier it is read than others
  private record Dataset(String name, int weight) {}

  /// The files of a company.
  ///
  /// @param jobs how many; at least one for each of the thirty layers
  public static List<SourceFile> company(int jobs, long seed) {
    if (jobs < DEPTH) {
      throw new IllegalArgumentException(
          "a company has at least %d jobs, but found %d".formatted(DEPTH, jobs));
    }
    Generator generator = new Generator(seed);
    generator.addCompany();
    for (int layer = 0; layer < DEPTH; layer++) {
      generator.layers.add(new ArrayList<>());
    }
    for (int number = 0; number < jobs; number++) {
      // The first thirty make sure that there is one in each layer.
      int layer = number < DEPTH ? number : generator.shallow();
      generator.addJob(number, layer);
    }
    return List.copyOf(generator.files);
  }

  /// The job types of the company, without their work.
  public static JobTypes types() {
    return Noop.of(JobTypes.company());
  }

  /// The upper of two layers, so that there are fewer jobs the deeper it goes.
  private int shallow() {
    int one = random.nextInt(DEPTH);
    int other = random.nextInt(DEPTH);
    return Math.min(one, other);
  }

  private void addCompany() {
    add("company.yaml", map("external", map("landing/events", ConfigTree.empty())));
    for (String team : TEAMS) {
      SequencedMap<String, Object> defaults = new LinkedHashMap<>();
      defaults.put("team", team);
      defaults.put("owner", team + "@example.org");
      defaults.put("schedule", "daily");
      defaults.put("timeout", "30m");
      add(team + "/defaults.yaml", ConfigTree.of(defaults));
    }
  }

  private void addJob(int number, int layer) {
    String team = TEAMS.get(random.nextInt(TEAMS.size()));
    String name = "%s_%04d".formatted(team, number);
    JobSketch sketch = JobSketch.of(name, inputs(layer), random);
    int weight = number % HUB_EVERY == 0 ? HUB_WEIGHT : 1;
    sketch.datasets().forEach(dataset -> layers.get(layer).add(new Dataset(dataset, weight)));
    String ending = random.nextInt(5) == 0 ? "json" : "yaml";
    add("%s/%s.%s".formatted(team, name, ending), sketch.tree());
  }

  /// At least one of the layer above, and some of any above.
  private List<String> inputs(int layer) {
    if (layer == 0) {
      return List.of("landing/events");
    }
    Set<String> inputs = new LinkedHashSet<>();
    inputs.add(drawn(layer - 1));
    int wanted = 1 + random.nextInt(MOST_INPUTS);
    for (int i = 1; i < wanted; i++) {
      inputs.add(drawn(random.nextInt(layer)));
    }
    return List.copyOf(inputs);
  }

  private String drawn(int layer) {
    List<Dataset> datasets = layers.get(layer);
    int total = datasets.stream().mapToInt(Dataset::weight).sum();
    int at = random.nextInt(total);
    for (Dataset dataset : datasets) {
      at -= dataset.weight();
      if (at < 0) {
        return dataset.name();
      }
    }
    throw new IllegalStateException("the weights of layer %d do not add up".formatted(layer));
  }

  private void add(String file, ConfigTree tree) {
    files.add(
        new SourceFile(
            file, file.endsWith(".json") ? Documents.indentedJson(tree) : Documents.yaml(tree)));
  }

  private static ConfigTree map(String key, ConfigTree value) {
    return ConfigTree.entry(key, value);
  }
}
