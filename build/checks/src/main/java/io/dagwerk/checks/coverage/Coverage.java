package io.dagwerk.checks.coverage;

import io.dagwerk.checks.coverage.TestReports.Ran;
import io.dagwerk.checks.coverage.TestReports.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Which checks are shown by which tests, and what is wrong with the claims.
record Coverage(SequencedMap<String, List<TestMethod>> shown, List<String> problems) {

  Coverage {
    problems = List.copyOf(problems);
  }

  /// Holds the claims of the tests against the reports of what ran.
  static Coverage judge(
      AcceptanceChecks checks, TestClasses tests, TestReports reports, OpenChecks open) {
    SequencedMap<TestMethod, Set<Result>> results = resultsByClaim(tests, reports);
    SequencedMap<TestMethod, Set<String>> claims = claimsOf(tests, reports);
    Set<String> known = new LinkedHashSet<>(checks.ids());
    Set<String> problems = new TreeSet<>();
    SequencedMap<String, List<TestMethod>> shown = new LinkedHashMap<>();
    claims.forEach((test, ids) -> {
      findUnproven(test, results.getOrDefault(test, Set.of())).forEach(problems::add);
      for (String id : ids) {
        if (!known.contains(id)) {
          problems.add("%s claims '%s', but there is no such check".formatted(test, id));
        }
        shown.computeIfAbsent(id, key -> new ArrayList<>()).add(test);
      }
    });
    open.checks()
        .forEach((id, check) ->
            findUntrue(id, check, known, shown.getOrDefault(id, List.of()))
                .ifPresent(problem -> problems.add("coverage-open.csv " + problem)));
    return new Coverage(shown, List.copyOf(problems));
  }

  private static Optional<String> findUntrue(
      String id, OpenChecks.Open open, Set<String> known, List<TestMethod> claims) {
    if (!known.contains(id)) {
      return Optional.of("names '%s', but there is no such check".formatted(id));
    }
    boolean isClaimed = !claims.isEmpty();
    return switch (open.shown()) {
      case NOTHING ->
          isClaimed
              ? Optional.of(
                  "says that nothing of '%s' is shown, but %s claims it; remove the line, or write 'part'"
                      .formatted(id, claims.getFirst()))
              : Optional.empty();
      case PART ->
          isClaimed
              ? Optional.empty()
              : Optional.of(
                  "says that a part of '%s' is shown, but no test claims it; write 'nothing'"
                      .formatted(id));
    };
  }

  private static SequencedMap<TestMethod, Set<String>> claimsOf(
      TestClasses tests, TestReports reports) {
    SequencedMap<TestMethod, Set<String>> claims = new LinkedHashMap<>();
    tests.claims().forEach((test, ids) -> claims.put(test, new LinkedHashSet<>(ids)));
    for (Ran ran : reports.tests()) {
      TitleClaims.of(ran)
          .forEach((test, ids) ->
              claims.computeIfAbsent(test, key -> new LinkedHashSet<>()).addAll(ids));
    }
    return claims;
  }

  private static SequencedMap<TestMethod, Set<Result>> resultsByClaim(
      TestClasses tests, TestReports reports) {
    SequencedMap<TestMethod, Set<Result>> results = new LinkedHashMap<>();
    for (Ran ran : reports.tests()) {
      Stream.concat(
              tests.findClaim(ran.className(), ran.method()).stream(),
              TitleClaims.of(ran).keySet().stream())
          .forEach(claim ->
              results.computeIfAbsent(claim, key -> new LinkedHashSet<>()).add(ran.result()));
    }
    return results;
  }

  private static List<String> findUnproven(TestMethod test, Set<Result> results) {
    if (results.isEmpty()) {
      return List.of("%s claims checks, but did not run in this build".formatted(test));
    }
    if (results.contains(Result.FAILED)) {
      return List.of("%s claims checks, but failed".formatted(test));
    }
    if (results.contains(Result.SKIPPED)) {
      return List.of("%s claims checks, but was skipped".formatted(test));
    }
    return List.of();
  }
}
