package io.dagwerk.checks.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.checks.Repository;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One word per concept, in the API and on the pages.
class TermsTest {
  private static final Repository REPOSITORY = new Repository(Path.of("../.."));

  /// The parts of an identifier: `RunRequest`, `runRequest` and `RUN_REQUEST` have two.
  private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");

  @ParameterizedTest
  @CsvSource({
    "pipeline, job or graph",
    "solid, op",
    "task, op or step",
    "dag, graph",
    "composite, nested graph",
    "workflow, job",
    "repository, code location",
    "workspace, instance",
    "intermediate, value of an output",
    "hydration, loader",
    "expectation, check",
    "dataset, asset",
    "cancelled, canceled",
    "kwargs, inputs",
  })
  @Covers("S19.1")
  void theApiHasNoOtherWordForAConcept(String other, String ours) {
    Surface surface = Surface.parse(Repository.text(REPOSITORY.root().resolve("api/surface.txt")));

    assertThat(surface.types()).isNotEmpty();
    assertThat(
            surface.types().entrySet().stream()
                .flatMap(type ->
                    Stream.concat(
                        Stream.of(type.getKey(), type.getValue().declaration().rest()),
                        type.getValue().members().values().stream().map(Declaration::rest)))
                .filter(text -> has(text, other)))
        .as("the word is: %s", ours)
        .isEmpty();
  }

  /// Where "pipeline" is the whole of what a user writes, and "repository" one of Git.
  @ParameterizedTest
  @CsvSource({
    "solid, op",
    "task, op or step",
    "dag, graph",
    "composite, nested graph",
    "workflow, job",
    "workspace, instance",
    "expectation, check",
    "dataset, asset",
    "cancelled, canceled",
  })
  @Covers("S19.1")
  void thePagesHaveNoOtherWordForAConcept(String other, String ours) {
    List<Path> pages =
        REPOSITORY.files().stream()
            .filter(file -> REPOSITORY.nameOf(file).matches("(?:docs/.*|README|CHANGELOG)\\.md"))
            .toList();

    assertThat(pages).isNotEmpty();
    assertThat(pages)
        .filteredOn(page -> has(Repository.text(page), other))
        .as("the word is: %s", ours)
        .extracting(REPOSITORY::nameOf)
        .isEmpty();
  }

  private static boolean has(String text, String word) {
    return WORD.matcher(text)
        .results()
        .map(match -> match.group().toLowerCase(Locale.ROOT))
        .anyMatch(found -> found.equals(word) || found.equals(word + "s"));
  }
}
