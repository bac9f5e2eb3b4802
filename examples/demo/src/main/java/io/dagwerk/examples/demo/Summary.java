package io.dagwerk.examples.demo;

import static java.util.Comparator.comparing;

import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RecordedEvent;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What a run computed, as a small table for people.
///
/// @param report the facts of the monthly report
/// @param failedChecks the checks that did not pass
/// @param checks how many there were
record Summary(Metadata report, List<Event.CheckEvaluated> failedChecks, int checks) {
  private static final String WORST = "worst airports";
  private static final Comparator<Event.CheckEvaluated> BY_CHECK =
      comparing(Event.CheckEvaluated::check)
          .thenComparing(check -> check.partition().map(PartitionKey::text).orElse(""));

  Summary {
    failedChecks = List.copyOf(failedChecks);
  }

  /// The summary of what happened in a run that made the monthly report.
  static Summary of(List<RecordedEvent> log) {
    Metadata report =
        events(log, Event.AssetMaterialized.class).stream()
            .filter(made -> made.asset().toString().equals("monthly_report"))
            .map(Event.AssetMaterialized::metadata)
            .findFirst()
            .orElseThrow();
    List<Event.CheckEvaluated> checks = events(log, Event.CheckEvaluated.class);
    return new Summary(
        report,
        checks.stream().filter(check -> !check.passed()).sorted(BY_CHECK).toList(),
        checks.size());
  }

  private static <E extends Event> List<E> events(List<RecordedEvent> log, Class<E> kind) {
    return log.stream().map(RecordedEvent::event).filter(kind::isInstance).map(kind::cast).toList();
  }

  void print(PrintStream out) {
    out.println();
    out.printf(Locale.ROOT, "  days         %,14d%n", number("days").intValue());
    out.printf(Locale.ROOT, "  flights      %,14d%n", number("flights").longValue());
    out.printf(Locale.ROOT, "  mean delay   %14.1f minutes%n", number("mean delay").doubleValue());
    double late = number("late share").doubleValue() * 100;
    out.printf(
        Locale.ROOT,
        "  late         %14.1f %% by %d minutes or more%n",
        late,
        number("late from").intValue());
    printWorstAirports(out);
    printFailedChecks(out);
  }

  private void printWorstAirports(PrintStream out) {
    if (!(report.find(WORST).orElseThrow() instanceof MetadataValue.Table table)) {
      return;
    }
    int widest = table.rows().stream().mapToInt(row -> row.get(1).length()).max().orElse(0);
    String line = "  %-4s  %-" + Math.max(WORST.length(), widest) + "s  %8s  %10s";
    out.println("\n" + line.formatted("", WORST, "flights", "mean delay"));
    for (List<String> row : table.rows()) {
      out.println(line.formatted(row.toArray()));
    }
  }

  private void printFailedChecks(PrintStream out) {
    out.println("\nFailed checks: %d of %d".formatted(failedChecks.size(), checks));
    for (Event.CheckEvaluated check : failedChecks) {
      String partition = check.partition().map(key -> "[" + key + "]").orElse("");
      out.println(
          "  %-5s %s%s  %s: %s"
              .formatted(
                  check.severity(), check.asset(), partition, check.check(), check.description()));
    }
  }

  private BigDecimal number(String fact) {
    return report.find(fact).orElseThrow() instanceof MetadataValue.Amount amount
        ? amount.value()
        : BigDecimal.ZERO;
  }
}
