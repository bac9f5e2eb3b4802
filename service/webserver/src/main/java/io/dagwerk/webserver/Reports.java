package io.dagwerk.webserver;

import io.dagwerk.config.Binding;
import io.dagwerk.config.ConfigType;
import io.dagwerk.config.Environment;
import io.dagwerk.daemon.AssetReport;
import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.Principal;
import io.dagwerk.daemon.Refused;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stores what others report of external assets: one document, or a list of them, of which all are
/// stored or none.
///
/// @param operations by which they are stored
record Reports(Operations operations) {
  /// How many documents a list may have.
  static final int MOST = 1_000;

  private static final ConfigType<ReportDocument> TYPE = ConfigType.of(ReportDocument.class);

  /// @return how many were stored
  /// @throws Refused with all that is wrong
  ConfigTree store(Principal by, ConfigTree document) {
    Optional<List<ConfigTree>> list =
        document instanceof ConfigTree.Items(var items) ? Optional.of(items) : Optional.empty();
    List<ConfigTree> documents = list.orElseGet(() -> List.of(document));
    if (documents.size() > MOST) {
      throw new Refused(
          "a list has at most %,d reports, but found %,d; send them in parts"
              .formatted(MOST, documents.size()));
    }
    List<AssetReport> reports = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      ConfigPath path = list.isPresent() ? ConfigPath.ROOT.item(i) : ConfigPath.ROOT;
      Binding<ReportDocument> bound = TYPE.bind(documents.get(i), Environment.empty(), path);
      if (bound instanceof Binding.Bound<ReportDocument>(ReportDocument report, _)) {
        reports.add(report.report());
      }
      bound.problems().forEach(problem -> problems.add(problem.toString()));
    }
    if (!problems.isEmpty()) {
      throw new Refused(problems);
    }
    if (list.isPresent()) {
      operations.assets().report(by, reports);
    } else {
      operations.assets().report(by, reports.getFirst());
    }
    return ConfigTree.of(Map.of("reported", reports.size()));
  }
}
