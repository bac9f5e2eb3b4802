package io.dagwerk.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is asked of every file of the repository.
class HouseRulesTest {
  private static final Repository REPOSITORY = new Repository(Path.of("../.."));
  private static final int LONGEST_FILE = 500;
  private static final Pattern TEXT =
      Pattern.compile(".*(?:\\.(?:java|md|xml|ya?ml|properties|sh|config|txt)|/[a-zA-Z]+)");
  private static final Pattern REGISTRY =
      Pattern.compile(
          "repo1?\\.maven\\.|central\\.sonatype\\.|oss\\.sonatype\\.|registry\\.npmjs\\.|pypi\\.org"
              + "|proxy\\.golang\\.");
  private static final Pattern PLACE_OF_ONE_MACHINE =
      Pattern.compile("(?<![\\w.])/(?:work|root|home/\\w+)/\\w");
  private static final Pattern SLEEP =
      Pattern.compile("\\b(?:Thread|TimeUnit\\.\\w+|(?:MILLI)?SECONDS)\\.sleep\\(");
  private static final Pattern SWITCHED_OFF = Pattern.compile("@Dis" + "abled\\b");
  private static final Pattern ARTIFACT =
      Pattern.compile("<artifactId>(?!dagwerk|junit|shop<)([\\w.-]+?)(?:-bom)?</artifactId>");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");

  @Test
  void noSourceFileIsLongerThanAReaderCanHold() {
    assertThat(textFiles().filter(file -> file.toString().endsWith(".java")))
        .filteredOn(file -> Repository.text(file).lines().count() > LONGEST_FILE)
        .extracting(REPOSITORY::nameOf)
        .isEmpty();
  }

  @Test
  void noFileNamesThePackageRegistryOfOneMachine() {
    assertThat(linesWith(textFiles(), REGISTRY)).isEmpty();
  }

  @Test
  void noFileNamesAPathOfOneMachine() {
    assertThat(linesWith(textFiles(), PLACE_OF_ONE_MACHINE)).isEmpty();
  }

  @Test
  void noTestSleepsOrIsSwitchedOff() {
    assertThat(linesWith(testSources(), SLEEP)).isEmpty();
    assertThat(linesWith(testSources(), SWITCHED_OFF)).isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(
            textFiles()
                .filter(file -> file.toString().contains("/src/main/java/io/dagwerk/"))
                .filter(file -> file.toString().endsWith(".java"))
                .map(Path::getParent)
                .distinct())
        .isNotEmpty()
        .filteredOn(folder -> !isNullMarked(folder))
        .extracting(REPOSITORY::nameOf)
        .isEmpty();
  }

  @Test
  void everyLinkOfAPageLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    textFiles()
        .filter(file -> file.toString().endsWith(".md"))
        .forEach(page ->
            LINK.matcher(Repository.text(page))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !leadsSomewhere(page, target))
                .forEach(target -> broken.add(REPOSITORY.nameOf(page) + ": " + target)));
    assertThat(broken).isEmpty();
  }

  @Test
  void everyDependencyAndPluginIsAccountedFor() {
    Path page = REPOSITORY.root().resolve("designs/dependencies.md");
    assertThat(
            textFiles()
                .filter(file -> file.endsWith("pom.xml"))
                .flatMap(pom -> ARTIFACT.matcher(Repository.text(pom)).results())
                .map(artifact -> artifact.group(1))
                .distinct())
        .isNotEmpty()
        .filteredOn(artifact -> !Repository.text(page).contains(artifact))
        .isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String target) {
    if (target.matches("(?:https?|mailto):.*")) {
      return true;
    }
    int anchorStart = target.indexOf('#');
    String path = anchorStart < 0 ? target : target.substring(0, anchorStart);
    Path file = path.isEmpty() ? page : page.resolveSibling(path);
    if (anchorStart < 0 || !Files.isRegularFile(file)) {
      return Files.exists(file);
    }
    String anchor = target.substring(anchorStart + 1);
    return Repository.text(file)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(HouseRulesTest::anchorOf)
        .anyMatch(anchor::equals);
  }

  /// The anchor that a heading gets where the pages are shown.
  private static String anchorOf(String heading) {
    return heading
        .replaceFirst("^#+\\s+", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
        .replaceAll("\\s", "-");
  }

  private static boolean isNullMarked(Path folder) {
    Path info = folder.resolve("package-info.java");
    return Files.exists(info) && Repository.text(info).contains("NullMarked");
  }

  private static Stream<Path> textFiles() {
    return REPOSITORY.files().stream().filter(file -> TEXT.matcher(file.toString()).matches());
  }

  private static Stream<Path> testSources() {
    return textFiles()
        .filter(file -> file.toString().contains("/src/test/java/"))
        .filter(file -> file.toString().endsWith(".java"));
  }

  private static List<String> linesWith(Stream<Path> files, Pattern pattern) {
    List<String> found = new ArrayList<>();
    files.forEach(file -> {
      int number = 0;
      for (String line : Repository.text(file).lines().toList()) {
        number++;
        if (pattern.matcher(line).find()) {
          found.add(REPOSITORY.nameOf(file) + ":" + number + ": " + line.strip());
        }
      }
    });
    return found;
  }
}
