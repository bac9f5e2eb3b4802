package io.dagwerk.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the pages for users quote is what the build compiles and runs.
class SnippetsTest {
  private static final Repository REPOSITORY = new Repository(Path.of("../.."));

  /// Commands are tried by people, and by the tests of the launchers.
  private static final Set<String> NOT_QUOTED = Set.of("sh");

  @Test
  void everyBlockOfAPageSaysWhatItQuotes() {
    assertThat(snippets())
        .filteredOn(snippet -> !NOT_QUOTED.contains(snippet.language()))
        .isNotEmpty()
        .filteredOn(snippet -> snippet.note().isEmpty())
        .extracting(Snippet::place)
        .isEmpty();
  }

  @Test
  void aQuotedFileIsTheFile() {
    assertThat(snippets().filter(snippet -> snippet.wholeFile().isPresent()))
        .isNotEmpty()
        .allSatisfy(snippet ->
            assertThat(snippet.text())
                .as(snippet.place())
                .isEqualTo(source(snippet.wholeFile().get())));
  }

  @Test
  void quotedLinesStandInTheirFile() {
    assertThat(snippets().filter(snippet -> snippet.partOfFile().isPresent()))
        .allSatisfy(snippet ->
            assertThat(snippet.isPartOf(source(snippet.partOfFile().get())))
                .as("%s stands in %s", snippet.place(), snippet.partOfFile().get())
                .isTrue());
  }

  private static String source(String path) {
    Path file = REPOSITORY.root().resolve(path);
    assertThat(file).isRegularFile();
    return Repository.text(file);
  }

  private static Stream<Snippet> snippets() {
    List<Path> pages =
        REPOSITORY.files().stream()
            .filter(file -> REPOSITORY.nameOf(file).matches("README\\.md|docs/.*\\.md"))
            .filter(Files::isRegularFile)
            .toList();
    return pages.stream().flatMap(page -> Snippet.of(REPOSITORY, page).stream());
  }
}
