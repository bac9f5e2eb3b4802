package io.dagwerk.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.checks.UserProject.Ended;
import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sample plugin, built by itself in a folder outside of the repository, and run.
class PluginTest {
  private static final Repository REPOSITORY = new Repository(Path.of("../.."));
  private static final String HOME = "examples/plugin/";
  private static final String RESOURCES = "src/main/resources/";

  @TempDir Path folder;
  private UserProject project;

  @BeforeEach
  void copyThePlugin() throws IOException {
    project = new UserProject(folder);
    for (Path file : REPOSITORY.files()) {
      String name = REPOSITORY.nameOf(file);
      if (name.startsWith(HOME)) {
        String own = name.substring(HOME.length());
        project.write(own.replace(RESOURCES, "classes/"), Repository.text(file));
      }
    }
  }

  @Test
  @Covers("S18.2")
  void anExecutorAndAnIoManagerOfSomebodyElseAreCompiledAndUsed() throws Exception {
    assertThat(project.compileMain()).isEqualTo(new Ended(true, ""));

    Ended run = project.run("plugin.Main");

    assertThat(run).isEqualTo(new Ended(true, "succeeded\n"));
    assertThat(folder.resolve("trace.txt"))
        .content()
        .isEqualTo("greeting, attempt 1\necho, attempt 1\n");
    try (Stream<Path> texts = Files.walk(folder.resolve("texts"))) {
      assertThat(texts.filter(Files::isRegularFile).map(Repository::text))
          .containsExactlyInAnyOrder("hello", "hello, hello");
    }
  }

  @Test
  @Covers("S18.2")
  void thePluginNamesPublicPackagesOnly() throws Exception {
    assertThat(project.compileMain().succeeded()).isTrue();
    SequencedSet<String> packages = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder.resolve("classes"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
        for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
          if (entry instanceof ClassEntry type) {
            packages.add(type.asSymbol().packageName());
          }
        }
      }
    }

    assertThat(packages)
        .filteredOn(name -> name.startsWith("io.dagwerk"))
        .containsExactlyElementsOf(
            List.of(
                "io.dagwerk.config",
                "io.dagwerk.definitions",
                "io.dagwerk.execution",
                "io.dagwerk.model"));
  }
}
