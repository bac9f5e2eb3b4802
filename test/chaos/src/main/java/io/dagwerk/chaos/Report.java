package io.dagwerk.chaos;

import io.dagwerk.chaos.History.SeenRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What people read of a round in which a word was broken.
final class Report {
  private static final int MOST_LINES = 400;

  private Report() {}

  private record Line(long millis, String text) {}

  static void print(Round.Result result) {
    result.violations().forEach(violation -> System.out.println("VIOLATION " + violation));
    result.violations().stream()
        .map(Violation::run)
        .filter(run -> !run.isEmpty())
        .distinct()
        .limit(3)
        .forEach(run -> print(run, result.history()));
  }

  /// The history of a run, in the order of time.
  static void print(String run, History history) {
    List<Line> lines = new ArrayList<>();
    history.notedOf(run).forEach(each -> lines.add(new Line(each.millis(), each.toString())));
    history.strikes().forEach(each -> lines.add(new Line(each.millis(), each.toString())));
    history.runs().stream()
        .filter(each -> each.id().equals(run))
        .map(SeenRun::events)
        .flatMap(List::stream)
        .filter(event -> !event.kind().equals("Logged"))
        .forEach(each -> lines.add(new Line(each.millis(), each.toString())));
    System.out.println("history of run " + run + ":");
    lines.stream()
        .sorted(Comparator.comparingLong(Line::millis))
        .limit(MOST_LINES)
        .forEach(line -> System.out.println("  " + line.text()));
  }
}
