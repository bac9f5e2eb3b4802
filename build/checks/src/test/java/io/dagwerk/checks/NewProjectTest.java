package io.dagwerk.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.checks.UserProject.Ended;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The project that `dagwerk new` makes, built against the modules of this build.
class NewProjectTest {
  private static final Repository REPOSITORY = new Repository(Path.of("../.."));
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");

  @TempDir Path folder;
  private UserProject project;

  @BeforeEach
  void makeIt() throws Exception {
    Ended made =
        new UserProject(folder)
            .run("io.dagwerk.server.Main", "new", "check", "--package", "com.example.orders");
    assertThat(made.succeeded()).as(made.output()).isTrue();
    project = new UserProject(folder.resolve("check"));
  }

  @Test
  void itsTestsPass() throws Exception {
    assertThat(project.compileMain()).isEqualTo(new Ended(true, ""));
    assertThat(project.compileTests()).isEqualTo(new Ended(true, ""));

    Ended tests =
        project.run(
            "org.junit.platform.console.ConsoleLauncher",
            "execute",
            "--disable-banner",
            "--details=summary",
            "--scan-classpath=test-classes");

    assertThat(tests.output()).contains("2 tests successful", "0 tests failed");
  }

  /// Those of a project that is a module of the build, so that its POM works too.
  @Test
  void itsPomHasTheVersionsOfTheProjectOnThePages() {
    Map<String, String> known =
        versions(REPOSITORY.root().resolve(UserProject.HOME).resolve("pom.xml"));
    known.put("dagwerk-definitions", known.getOrDefault("dagwerk-execution", ""));

    versions(project.folder().resolve("pom.xml"))
        .forEach((artifact, version) -> {
          if (!artifact.equals("check")) {
            assertThat(known).containsEntry(artifact, version);
          }
        });
  }

  private static Map<String, String> versions(Path pom) {
    Map<String, String> versions = new LinkedHashMap<>();
    Matcher each = VERSION.matcher(Repository.text(pom));
    while (each.find()) {
      versions.put(each.group(1), each.group(2));
    }
    return versions;
  }
}
