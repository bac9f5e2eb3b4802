package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `dagwerk new`, and what the other commands make of its project. Maven is a script here, that
/// knows the class path of this build; that the project's tests pass is shown in `build/checks`.
class NewCommandTest {
  @TempDir private Path folder;

  private Ended dagwerk(String... arguments) {
    return dagwerkIn(folder, arguments);
  }

  private static Ended dagwerkIn(Path folder, String... arguments) {
    return Ended.typed(folder, Map.of(), arguments);
  }

  private List<String> files(String project) throws Exception {
    Path root = folder.resolve(project);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aProjectHasAPipelineATestAndAllThatMavenWants() throws Exception {
    Ended made = dagwerk("new", "my-pipeline", "--package", "com.example.orders");

    assertThat(made)
        .isEqualTo(
            new Ended(0, "made 'my-pipeline'; serve it with: cd my-pipeline && dagwerk dev\n", ""));
    assertThat(files("my-pipeline"))
        .containsExactly(
            ".gitignore",
            "README.md",
            "pom.xml",
            "src/main/java/com/example/orders/MyPipeline.java",
            "src/test/java/com/example/orders/MyPipelineTest.java");
    for (String file : files("my-pipeline")) {
      assertThat(folder.resolve("my-pipeline").resolve(file))
          .content()
          .doesNotContain("@name@", "@package@", "@class@", "@version@", "${project.version}");
    }
    assertThat(folder.resolve("my-pipeline/pom.xml"))
        .content()
        .contains("<groupId>com.example.orders</groupId>", "<artifactId>my-pipeline</artifactId>");
  }

  @Test
  void aFolderThatIsThereIsLeftAsItIs() throws Exception {
    Files.createDirectories(folder.resolve("shop"));

    Ended refused = dagwerk("new", "shop");

    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("there is a '", "shop' already", "take another name");
    assertThat(files("shop")).isEmpty();
  }

  @Test
  void ofAProjectThatCannotBeWrittenNothingIsLeftInTheWay() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "nr_inodes=6")) {
      Ended refused = dagwerkIn(disk.path(), "new", "shop");

      assertThat(refused.code()).isEqualTo(3);
      assertThat(refused.err()).contains("the project cannot be written in '");
      assertThat(disk.path()).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "My Pipeline,my-pipeline",
    "MyPipeline,my-pipeline",
    "über_umsatz,uber-umsatz",
    "2nd-try,nd-try",
    "../shop,shop",
    "shop.,shop"
  })
  void aNameThatIsNoneIsAnsweredWithTheNearestThatIs(String name, String nearest) throws Exception {
    Ended refused = dagwerk("new", name);

    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err())
        .contains("'%s' is no name".formatted(name), "; take '%s'".formatted(nearest));
    assertThat(files("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"class,", "shop,com.1st", "shop,com..shop", "shop,com.example.new"})
  void aPackageThatJavaDoesNotTakeIsTold(String name, String packageName) throws Exception {
    Ended refused =
        packageName == null ? dagwerk("new", name) : dagwerk("new", name, "--package", packageName);

    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("is no name of a Java package", "--package");
    assertThat(files("")).isEmpty();
  }

  @Test
  void theProjectIsCheckedAndServedAsItIs() throws Exception {
    assertThat(dagwerk("new", "my-pipeline").code()).isZero();
    Path project = folder.resolve("my-pipeline");
    Path maven =
        Files.writeString(
            project.resolve("mvnw"),
            """
            #!/bin/sh
            for each; do case $each in -Dmdep.outputFile=*) file=${each#*=} ;; esac; done
            : >"$file"
            """);
    assertThat(maven.toFile().setExecutable(true)).isTrue();

    try (HostProcess host = new HostProcess(folder, List.of("dev", project.toString()))) {
      host.awaitPrinted("READY", "locations", "list");
      Ended checked = host.alone("check", project.toString(), "--date", "2025-01-31");

      assertThat(checked.code()).as(checked.out() + checked.err()).isZero();
      assertThat(checked.out())
          .contains("note: schedules are declared (", "3 checked, 0 with problems");
      Ended run =
          host.dagwerk(
              "run",
              "refresh",
              "--partitions",
              "2025-01-02",
              "--set",
              "assets.revenue.config.percent=10");
      assertThat(run.code()).as(run.out() + run.err()).isZero();
      assertThat(host.log()).containsOnlyOnce("  schedules are declared (");
    }
  }
}
