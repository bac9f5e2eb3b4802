package io.dagwerk.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.checks.UserProject.Ended;
import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of a mode in which a developer reads what production has made, run outside of the
/// repository.
class LocalModeTest {
  private static final Repository REPOSITORY = new Repository(Path.of("../.."));
  private static final String HOME = "examples/local/";
  private static final String DAY = "2025-06-02";
  private static final String SALES = "assets/sales/@" + DAY + ".parquet";
  private static final String REVENUE = "assets/revenue/@" + DAY + ".parquet";
  private static final Map<String, String> ADA = Map.of("USER", "ada");

  @TempDir private Path folder;
  private UserProject project;

  @BeforeEach
  void productionHasRefreshedADay() throws Exception {
    project = new UserProject(folder);
    for (Path file : REPOSITORY.files()) {
      String name = REPOSITORY.nameOf(file);
      if (name.startsWith(HOME)) {
        project.write(name.substring(HOME.length()), Repository.text(file));
      }
    }
    assertThat(project.compileMain()).isEqualTo(new Ended(true, ""));
    assertThat(project.run("local.Main", "prod", DAY).output()).contains("2 of 2 steps");
  }

  private Ended runAsAda(String... selection) throws Exception {
    String[] arguments =
        Stream.concat(Stream.of("local", DAY), Stream.of(selection)).toArray(String[]::new);
    return project.run(ADA, "local.Main", arguments);
  }

  /// The files below a folder, with their times and contents.
  private Map<String, String> files(String below) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder.resolve(below))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.resolve(below).relativize(file).toString(),
            Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  @Test
  @Covers("S41.4")
  void aRunUnderAUsersNameReadsWhatIsSharedAndWritesBesideIt() throws Exception {
    Map<String, String> shared = files("shared");
    assertThat(shared).containsOnlyKeys(REVENUE, SALES);

    assertThat(runAsAda("revenue").output()).contains("1 of 1 steps");

    assertThat(files("own")).containsOnlyKeys("ada/" + REVENUE);
    assertThat(files("shared")).isEqualTo(shared);
  }

  @Test
  @Covers("S41.4")
  void whatAUserHasMadeIsReadBeforeWhatIsShared() throws Exception {
    Map<String, String> shared = files("shared");
    runAsAda("revenue");
    Path revenue = folder.resolve("own/ada").resolve(REVENUE);
    byte[] ofSharedSales = Files.readAllBytes(revenue);
    project.write("sales/" + DAY + ".csv", "coffee,1\n");

    assertThat(runAsAda("sales").output()).contains("1 of 1 steps");
    assertThat(runAsAda("revenue").output()).contains("1 of 1 steps");

    assertThat(files("own")).containsOnlyKeys("ada/" + REVENUE, "ada/" + SALES);
    assertThat(Files.readAllBytes(revenue)).isNotEqualTo(ofSharedSales);
    assertThat(files("shared")).isEqualTo(shared);
  }

  @Test
  void aNameThatWouldLeadElsewhereIsRefused() throws Exception {
    Ended run = project.run(Map.of("USER", "../shared"), "local.Main", "local", DAY);

    assertThat(run.succeeded()).isFalse();
    assertThat(run.output()).contains("user must be a name such as 'ada', but is '../shared'");
  }
}
