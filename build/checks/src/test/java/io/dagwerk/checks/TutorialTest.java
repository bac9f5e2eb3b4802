package io.dagwerk.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.dagwerk.checks.UserProject.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The mistakes of the tutorial lead to the messages that it shows. Comments above its blocks say
/// what is done: `<!-- instead of CODE -->` changes the pipeline, `<!-- write FILE -->` its data,
/// and `<!-- says -->`, or `<!-- says, given DAYS -->`, shows what the reader is then told.
class TutorialTest {
  private static final Repository REPOSITORY = new Repository(Path.of("../.."));
  private static final Path PAGE = REPOSITORY.root().resolve("docs/tutorial/first-pipeline.md");
  private static final String PIPELINE = "src/main/java/shop/Shop.java";
  private static final Pattern SAYS = Pattern.compile("says(?:, given (.+))?");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsToldAsThePageShows(List<Snippet> changes, String days, String told)
      throws Exception {
    UserProject project = new UserProject(folder);
    copyTheProject(project);
    for (Snippet change : changes) {
      apply(change, project);
    }

    Ended compiled = project.compileMain();
    String[] arguments = days.equals("nothing") ? new String[0] : days.split(" ");
    Ended ended = compiled.succeeded() ? project.run("shop.Main", arguments) : compiled;

    assertThat(ended.succeeded()).isFalse();
    assertThat(ended.output()).contains(told.strip());
  }

  static Stream<Arguments> mistakes() {
    List<Arguments> mistakes = new ArrayList<>();
    List<Snippet> changes = new ArrayList<>();
    for (Snippet snippet : Snippet.of(REPOSITORY, PAGE)) {
      Matcher says = SAYS.matcher(snippet.note().orElse(""));
      if (says.matches()) {
        String days = Optional.ofNullable(says.group(1)).orElse("2025-06-02 2025-06-03");
        mistakes.add(argumentSet(snippet.place(), List.copyOf(changes), days, snippet.text()));
        changes.clear();
      } else if (snippet.note().filter(TutorialTest::isChange).isPresent()) {
        changes.add(snippet);
      }
    }
    return mistakes.stream();
  }

  private static boolean isChange(String note) {
    return note.startsWith("instead of ") || note.startsWith("write ");
  }

  private static void copyTheProject(UserProject project) throws Exception {
    for (Path file : REPOSITORY.files()) {
      String name = REPOSITORY.nameOf(file);
      if (name.startsWith(UserProject.HOME)) {
        project.write(name.substring(UserProject.HOME.length()), Files.readString(file));
      }
    }
  }

  private static void apply(Snippet change, UserProject project) throws Exception {
    String note = change.note().orElseThrow();
    if (note.startsWith("write ")) {
      project.write(note.substring("write ".length()), change.text());
      return;
    }
    Pattern code = anyIndentation(note.substring("instead of ".length()));
    String pipeline = Repository.text(project.folder().resolve(PIPELINE));
    assertThat(pipeline).as(change.place()).containsPattern(code);
    project.write(
        PIPELINE,
        code.matcher(pipeline).replaceFirst(Matcher.quoteReplacement(change.text().strip())));
  }

  private static Pattern anyIndentation(String code) {
    return Pattern.compile(
        Stream.of(code.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+")));
  }
}
