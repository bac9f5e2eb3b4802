package io.dagwerk.examples.megajob.report;

import io.dagwerk.documents.Documents;
import io.dagwerk.examples.megajob.descriptor.Problem;
import io.dagwerk.model.ConfigTree;
import java.util.List;
import java.util.Map;

/// Problems of descriptors as SARIF 2.1.0, which code hosts show beside the lines of a change.
public final class SarifReport {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private SarifReport() {}

  /// A result for each problem, in their order.
  public static String of(List<Problem> problems) {
    ConfigTree driver = entry("driver", entry("name", text("megajob")));
    ConfigTree run =
        entry("tool", driver)
            .merge(
                entry(
                    "results",
                    new ConfigTree.Items(problems.stream().map(SarifReport::result).toList())));
    return Documents.indentedJson(
        entry("$schema", text(SCHEMA))
            .merge(entry("version", text("2.1.0")))
            .merge(entry("runs", new ConfigTree.Items(List.of(run)))));
  }

  private static ConfigTree result(Problem problem) {
    ConfigTree region =
        entry("startLine", ConfigTree.of(problem.position().line()))
            .merge(entry("startColumn", ConfigTree.of(problem.position().column())));
    ConfigTree place =
        entry("artifactLocation", ConfigTree.of(Map.of("uri", problem.file())))
            .merge(entry("region", region));
    return entry("ruleId", text("descriptor"))
        .merge(entry("level", text("error")))
        .merge(entry("message", entry("text", text(message(problem)))))
        .merge(entry("locations", new ConfigTree.Items(List.of(entry("physicalLocation", place)))));
  }

  private static String message(Problem problem) {
    return problem.pointer().isEmpty()
        ? problem.reason()
        : problem.pointer() + ": " + problem.reason();
  }

  private static ConfigTree entry(String key, ConfigTree value) {
    return ConfigTree.entry(key, value);
  }

  private static ConfigTree text(String value) {
    return new ConfigTree.Text(value);
  }
}
