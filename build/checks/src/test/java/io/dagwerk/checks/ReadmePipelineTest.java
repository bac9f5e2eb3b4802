package io.dagwerk.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.checks.UserProject.Ended;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README's own pipeline, in a folder outside of the repository: its blocks are copied there,
/// compiled, run and tested, as a reader does it. That its POM works too is shown where the same
/// files are a module of the build.
class ReadmePipelineTest {
  private static final Repository REPOSITORY = new Repository(Path.of("../.."));

  @TempDir Path folder;
  private final List<Snippet> blocks =
      Snippet.of(REPOSITORY, REPOSITORY.root().resolve("README.md"));

  @BeforeEach
  void copyTheBlocks() throws Exception {
    UserProject project = new UserProject(folder);
    for (Snippet block : blocks) {
      Optional<String> name = block.wholeFile().filter(file -> file.startsWith(UserProject.HOME));
      if (name.isPresent()) {
        project.write(name.get().substring(UserProject.HOME.length()), block.text());
      }
    }
  }

  @Test
  void theBlocksAreAllFilesOfTheProject() {
    assertThat(blocks.stream().flatMap(block -> block.wholeFile().stream()))
        .containsExactlyInAnyOrderElementsOf(
            REPOSITORY.files().stream()
                .map(REPOSITORY::nameOf)
                .filter(name -> name.startsWith(UserProject.HOME))
                .filter(name -> !name.startsWith(UserProject.HOME + "out/"))
                .toList());
  }

  @Test
  void theMainClassPrintsAndWritesWhatThePageSays() throws Exception {
    UserProject project = new UserProject(folder);
    assertThat(project.compileMain()).isEqualTo(new Ended(true, ""));

    Ended run = project.run("shop.Main", "2025-06-02", "2025-06-03");

    String report = Repository.text(folder.resolve("out/assets/report.json"));
    assertThat(run.output() + report.strip() + "\n").isEqualTo(block("printed").text());
    assertThat(run.succeeded()).isTrue();
    assertThat(folder.resolve("out/assets/revenue/@2025-06-03.json")).exists();
  }

  @Test
  void theTestsPass() throws Exception {
    UserProject project = new UserProject(folder);
    assertThat(project.compileMain()).isEqualTo(new Ended(true, ""));
    assertThat(project.compileTests()).isEqualTo(new Ended(true, ""));

    Ended tests =
        project.run(
            "org.junit.platform.console.ConsoleLauncher",
            "execute",
            "--disable-banner",
            "--details=summary",
            "--scan-classpath=test-classes");

    assertThat(tests.output()).contains("3 tests successful", "0 tests failed");
  }

  private Snippet block(String note) {
    return blocks.stream()
        .filter(block -> block.note().filter(note::equals).isPresent())
        .findFirst()
        .orElseThrow();
  }
}
