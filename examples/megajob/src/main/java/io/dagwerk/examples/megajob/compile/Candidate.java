package io.dagwerk.examples.megajob.compile;

import io.dagwerk.examples.megajob.descriptor.Origin;
import io.dagwerk.examples.megajob.graph.GraphJob;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A descriptor on its way: how it says that it hangs together with others, as far as it can be
/// read, and the job that it is if nothing is wrong with it.
///
/// @param name the file's, if it says none
record Candidate(Origin origin, String name, Links links, Optional<GraphJob> job) {
  /// Names of others, with their places.
  record Links(List<Link> inputs, List<Link> outputs, List<Link> dependsOn) {
    public Links {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      dependsOn = List.copyOf(dependsOn);
    }
  }

  /// A name, and where it is written.
  record Link(String name, ConfigPath path) {}

  static Candidate of(Origin origin, ConfigTree tree, Optional<GraphJob> job) {
    String name =
        tree instanceof ConfigTree.Entries(var entries)
                && entries.get("name") instanceof ConfigTree.Text(String said)
            ? said
            : origin.file();
    List<Link> outputs = links(tree, "outputs");
    List<Link> made = outputs.isEmpty() ? List.of(new Link(name, ConfigPath.of("name"))) : outputs;
    return new Candidate(
        origin, name, new Links(links(tree, "inputs"), made, links(tree, "dependsOn")), job);
  }

  private static List<Link> links(ConfigTree tree, String entry) {
    List<Link> links = new ArrayList<>();
    if (tree instanceof ConfigTree.Entries(var entries)
        && entries.get(entry) instanceof ConfigTree.Items(List<ConfigTree> items)) {
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i) instanceof ConfigTree.Text(String name)) {
          links.add(new Link(name, ConfigPath.of(entry).item(i)));
        }
      }
    }
    return links;
  }

  /// Where it says its name, for messages about it elsewhere.
  String place() {
    return "%s:%s".formatted(origin.file(), origin.problem(ConfigPath.of("name"), "").position());
  }
}
