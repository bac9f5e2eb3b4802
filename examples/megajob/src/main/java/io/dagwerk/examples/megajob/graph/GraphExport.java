package io.dagwerk.examples.megajob.graph;

import io.dagwerk.documents.Documents;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeSet;

/// Writes a graph for other programs: as JSON, and as DOT for Graphviz. Equal graphs give equal
/// texts.
public final class GraphExport {
  private GraphExport() {}

  /// All jobs with what they read and make, and all edges.
  public static String json(JobGraph graph) {
    List<ConfigTree> jobs = new ArrayList<>();
    for (GraphJob job : graph.jobs().values()) {
      SequencedMap<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", job.name());
      entry.put("file", job.file());
      entry.put("makes", job.descriptor().datasets());
      entry.put("descriptor", job.canonical());
      jobs.add(ConfigTree.of(entry));
    }
    SequencedMap<String, Object> document = new LinkedHashMap<>();
    document.put("jobs", jobs);
    document.put("edges", graph.edges().stream().map(GraphExport::tree).toList());
    document.put("reads", graph.reads().stream().map(GraphExport::tree).toList());
    return Documents.indentedJson(ConfigTree.of(document));
  }

  private static ConfigTree tree(Edge edge) {
    SequencedMap<String, Object> entry = new LinkedHashMap<>();
    entry.put("from", edge.from());
    entry.put("to", edge.to());
    edge.dataset().ifPresent(dataset -> entry.put("dataset", dataset));
    return ConfigTree.of(entry);
  }

  /// Jobs as boxes, external datasets as cylinders, what does not run here dashed.
  public static String dot(JobGraph graph) {
    StringBuilder out = new StringBuilder("digraph jobs {\n  rankdir=LR;\n  node [shape=box];\n");
    for (String external : new TreeSet<>(graph.settings().external().keySet())) {
      out.append(
          "  %s [shape=cylinder, label=%s];\n"
              .formatted(quoted("external " + external), quoted(external)));
    }
    for (GraphJob job : graph.jobs().values()) {
      boolean isHere = job.descriptor().identity().enabled();
      out.append(
          "  %s [label=%s%s];\n"
              .formatted(
                  quoted(job.name()),
                  quoted(job.name() + "\\n" + job.type().name()),
                  isHere ? "" : ", style=dashed"));
    }
    graph.reads().forEach(read -> out.append(line("external " + read.from(), read)));
    graph.edges().forEach(edge -> out.append(line(edge.from(), edge)));
    return out.append("}\n").toString();
  }

  private static String line(String from, Edge edge) {
    String label = edge.dataset().map(name -> " [label=%s]".formatted(quoted(name))).orElse("");
    return "  %s -> %s%s;\n".formatted(quoted(from), quoted(edge.to()), label);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\\\"") + '"';
  }
}
