package io.dagwerk.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.daemon.CodeSource;
import io.dagwerk.testsupport.UserCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jars and folders of classes that some build has made.
class PackagedCodeTest {
  private static final String PIPELINE =
      Folder.LOCATION.replace("package shop", "package pipeline").replace("Shop", "Pipeline");

  @TempDir private Path root;

  private CodeSource source(Path path, Optional<Path> classPath) throws Exception {
    return new DevelopedCode(path, classPath, Optional.empty()).source(new Folder(root).workshop());
  }

  @Test
  void aJarIsCopiedSoThatTheBuildMayReplaceIt() throws Exception {
    UserCode code = UserCode.compile(root, PIPELINE, List.of());
    Path jar = root.resolve("app.jar");
    try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar))) {
      output.putNextEntry(new JarEntry("pipeline/Pipeline.class"));
      output.write(Files.readAllBytes(code.classes().resolve("pipeline/Pipeline.class")));
    }
    byte[] bytes = Files.readAllBytes(jar);
    try (CodeSource source = source(jar, Optional.empty())) {
      CodeSource.Loadable loadable = source.code();
      Files.delete(jar);

      assertThat(loadable.definitions()).isEqualTo("pipeline.Pipeline");
      assertThat(loadable.classPath().getFirst()).hasBinaryContent(bytes);
      assertThatThrownBy(source::code).hasMessageContaining("app.jar' is not there; build it");
    }
  }

  @Test
  void aFolderOfClassesGoesWithTheClassPathOfItsBuild() throws Exception {
    UserCode code = UserCode.compile(root, PIPELINE, List.of());
    Path classPath = Files.writeString(root.resolve("class.path"), "codec.jar:/csv.jar");
    try (CodeSource source = source(code.classes(), Optional.of(classPath))) {
      CodeSource.Loadable loadable = source.code();

      assertThat(loadable.definitions()).isEqualTo("pipeline.Pipeline");
      assertThat(loadable.classPath().getFirst().resolve("pipeline/Pipeline.class")).exists();
      assertThat(loadable.classPath())
          .endsWith(root.resolve("codec.jar"), Path.of("/csv.jar"))
          .doesNotContain(code.classes());
    }
  }

  @Test
  void theLocationIsCalledLikeTheJarOrTheFolder() {
    assertThat(name("target/app.jar")).isEqualTo("app");
    assertThat(name("my/sources")).isEqualTo("sources");
  }

  private static String name(String path) {
    return new DevelopedCode(Path.of(path), Optional.empty(), Optional.empty()).name();
  }
}
