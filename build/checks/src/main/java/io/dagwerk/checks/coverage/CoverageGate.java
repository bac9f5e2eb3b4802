package io.dagwerk.checks.coverage;

import io.dagwerk.checks.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Ends the build with an error when the coverage page does not tell the truth. Runs as the build's
/// last step, in Maven's own process.
public final class CoverageGate {
  private static final Pattern PART_OF_THE_BUILD =
      Pattern.compile("(?:^| )(?:-pl|--projects|-rf|--resume-from)\\b");

  private CoverageGate() {}

  /// Takes no arguments; the system properties say what is built.
  public static void main(String[] args) throws IOException {
    Optional<String> partial = whyPartial();
    if (partial.isPresent()) {
      System.out.println("Coverage is not judged: " + partial.orElseThrow() + ".");
      return;
    }
    Repository repository = new Repository(Path.of(property("dagwerk.root").orElseThrow()));
    Instant started = Instant.parse(property("dagwerk.build-started").orElseThrow());
    judge(repository, started, isSet("coverage.update"));
  }

  /// Judges the reports and compares the page, or rewrites it.
  static void judge(Repository repository, Instant started, boolean update) throws IOException {
    AcceptanceChecks checks = AcceptanceChecks.load();
    OpenChecks open = OpenChecks.read(repository.root().resolve("designs/coverage-open.csv"));
    Coverage coverage =
        Coverage.judge(
            checks,
            TestClasses.read(repository.inModules("target/test-classes")),
            TestReports.read(repository.inModules("target/surefire-reports"), started),
            open);
    if (!coverage.problems().isEmpty()) {
      throw new IllegalStateException(
          "The claims of acceptance checks do not hold:\n  "
              + String.join("\n  ", coverage.problems()));
    }
    Path page = repository.root().resolve("designs/coverage.md");
    String markdown = new CoveragePage(checks, coverage, open).markdown();
    if (update) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, markdown);
    } else if (!Files.exists(page) || !Repository.text(page).equals(markdown)) {
      throw new IllegalStateException(
          "designs/coverage.md is not what the tests show; rewrite it with"
              + " './mvnw verify -Dcoverage.update' and commit it");
    }
  }

  private static Optional<String> whyPartial() {
    if (isSet("skipTests") || isSet("maven.test.skip")) {
      return Optional.of("the tests were skipped");
    }
    if (property("skipUi").isPresent()) {
      // Its claims, and those of the tests in a browser, would all be missing.
      return Optional.of("the UI was skipped");
    }
    if (property("test").isPresent()) {
      return Optional.of("only some tests were asked for");
    }
    return Stream.ofNullable(System.getenv("MAVEN_CMD_LINE_ARGS"))
        .filter(arguments -> PART_OF_THE_BUILD.matcher(arguments).find())
        .map(arguments -> "only some modules were asked for")
        .findFirst();
  }

  private static boolean isSet(String name) {
    return property(name).filter(value -> !value.equals("false")).isPresent();
  }

  private static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty(name));
  }
}
