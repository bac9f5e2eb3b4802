package io.dagwerk.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.daemon.CodeSource;
import io.dagwerk.daemon.CodeSource.Loadable;
import io.dagwerk.daemon.LocationStatus;
import io.dagwerk.daemon.UnloadableCode;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders of sources, with a compiler in a process of its own.
class SourceCodeTest {
  @TempDir private Path root;
  private Folder folder;

  @BeforeEach
  void folder() throws Exception {
    folder = new Folder(root.toRealPath());
  }

  @Test
  void aFolderIsCompiledWithItsPackagesAndResources() throws Exception {
    folder.write("shop/Shop.java", Folder.LOCATION);
    folder.write("shop/deep/Tax.java", "package shop.deep; public class Tax {}");
    folder.write("shop/rates.csv", "21");
    try (CodeSource source = folder.source()) {
      Loadable code = source.code();

      Path classes = code.classPath().getFirst();
      assertThat(code.definitions()).isEqualTo("shop.Shop");
      assertThat(classes.resolve("shop/Shop.class")).exists();
      assertThat(classes.resolve("shop/deep/Tax.class")).exists();
      assertThat(classes.resolve("shop/rates.csv")).hasContent("21");
    }
  }

  @Test
  void anotherVersionGetsAnotherFolderAndTheOldOneStaysAsItIs() throws Exception {
    folder.write("shop/Shop.java", Folder.LOCATION);
    Path text = folder.write("shop/rates.csv", "21");
    try (CodeSource source = folder.source()) {
      Path before = source.code().classPath().getFirst();
      Files.writeString(text, "22");
      Path after = source.code().classPath().getFirst();
      Files.writeString(text, "21");

      assertThat(after).isNotEqualTo(before);
      assertThat(before.resolve("shop/rates.csv")).hasContent("21");
      assertThat(source.code().classPath().getFirst()).isEqualTo(before);
    }
  }

  @Test
  void aMistakeIsToldWithFileLineColumnAndTheCompilersWords() throws Exception {
    folder.write("shop/Shop.java", Folder.LOCATION);
    folder.write("shop/Tax.java", "package shop;\n\nclass Tax {\n  Strin name;\n}\n");
    try (CodeSource source = folder.source()) {
      assertThatThrownBy(source::code)
          .isInstanceOf(UnloadableCode.class)
          .hasMessageContaining("shop/Tax.java:4:3: cannot find symbol")
          .hasMessageContaining("class Strin");
    }
  }

  @Test
  void whatUserCodeWillNotSeeIsNotThereToBeCompiledAgainst() throws Exception {
    folder.write("shop/Shop.java", Folder.LOCATION);
    folder.write(
        "shop/Inner.java", "package shop; class Inner { io.dagwerk.dev.DevelopedCode it; }");
    try (CodeSource source = folder.source()) {
      assertThatThrownBy(source::code)
          .hasMessageContaining("shop/Inner.java")
          .hasMessageContaining("package io.dagwerk.dev does not exist");
    }
  }

  @Test
  void jarsInLibAreOnTheClassPathAsTheyWere() throws Exception {
    Path jar = folder.write("lib/codec.jar", "");
    try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar))) {
      output.putNextEntry(new JarEntry("codec.txt"));
      output.write(1);
    }
    folder.write("shop/Shop.java", Folder.LOCATION);
    try (CodeSource source = folder.source()) {
      Path copy = source.code().classPath().get(1);
      byte[] bytes = Files.readAllBytes(jar);
      Files.delete(jar);

      assertThat(copy).hasFileName("codec.jar").hasBinaryContent(bytes);
      assertThat(source.code().classPath()).doesNotContain(copy);
    }
  }

  @Test
  void ofSeveralLocationsOneIsChosen() throws Exception {
    folder.write("shop/Shop.java", Folder.LOCATION);
    folder.write("shop/Mart.java", Folder.LOCATION.replace("class Shop", "class Mart"));
    try (CodeSource source = folder.source()) {
      assertThatThrownBy(source::code)
          .isInstanceOf(UnloadableCode.class)
          .hasMessageContaining(
              "2 classes are a CodeLocation: shop.Mart, shop.Shop; choose one with --definitions CLASS");
    }
    try (CodeSource source = folder.source("shop.Mart")) {
      assertThat(source.code().definitions()).isEqualTo("shop.Mart");
    }
    try (CodeSource source = folder.source("shop.Mar")) {
      assertThatThrownBy(source::code)
          .hasMessageContaining("there is no public CodeLocation 'shop.Mar'")
          .hasMessageContaining("did you mean 'shop.Mart'?");
    }
  }

  @Test
  void aLocationThroughAClassOfTheirOwnIsFound() throws Exception {
    folder.write(
        "shop/Base.java",
        Folder.LOCATION.replace("public final class Shop", "public abstract class Base"));
    folder.write("shop/Shop.java", "package shop; public class Shop extends Base {}");
    try (CodeSource source = folder.source()) {
      assertThat(source.code().definitions()).isEqualTo("shop.Shop");
    }
  }

  @Test
  void sourcesWithoutALocationAreToldWhatIsMissing() throws Exception {
    folder.write("shop/Tax.java", "package shop; class Tax {}");
    try (CodeSource source = folder.source()) {
      assertThatThrownBy(source::code)
          .isInstanceOf(UnloadableCode.class)
          .hasMessageContaining("implements io.dagwerk.definitions.CodeLocation");
    }
    folder.write("shop/Shop.java", Folder.LOCATION.replace("public final", "final"));
    try (CodeSource source = folder.source()) {
      assertThatThrownBy(source::code).hasMessageContaining("shop.Shop should be a public class");
    }
  }

  @Test
  void aSourceInAnotherEncodingIsNamed() throws Exception {
    folder.write("shop/Shop.java", Folder.LOCATION);
    Files.write(folder.write("shop/Tax.java", ""), new byte[] {(byte) 0xe9, 'x'});
    try (CodeSource source = folder.source()) {
      assertThatThrownBy(source::code)
          .hasMessageContaining("shop/Tax.java: it is not encoded in UTF-8");
    }
  }

  @Test
  void aCompilerThatWasKilledIsStartedAgain() throws Exception {
    folder.write("shop/Shop.java", Folder.LOCATION);
    try (SourceCode source = (SourceCode) folder.source()) {
      Loadable before = source.code();
      ProcessHandle process = source.compilerProcess().orElseThrow();
      process.destroyForcibly();
      process.onExit().get(30, TimeUnit.SECONDS);

      assertThat(source.code()).isEqualTo(before);
      assertThat(source.compilerProcess()).get().isNotEqualTo(process);
    }
  }

  @Test
  void aPathThatIsNothingToServeIsToldWhatToName() throws Exception {
    assertThatThrownBy(folder::source)
        .hasMessageContaining("has neither a pom.xml nor a .java file")
        .hasMessageContaining("--class-path FILE");
    assertThatThrownBy(() -> new Folder(root.resolve("none")).source())
        .hasMessageContaining("there is no '")
        .hasMessageContaining("name a folder of sources, a Maven project or a jar");
  }

  @Test
  void whatNobodyHasChangedIsServedAgainWithoutBeingCompiled() throws Exception {
    folder.write("shop/Shop.java", Folder.LOCATION);
    Loadable before;
    try (CodeSource source = folder.source()) {
      before = source.code();
    }

    try (SourceCode source = (SourceCode) folder.source()) {
      assertThat(source.code()).isEqualTo(before);
      assertThat(source.compilerProcess()).isEmpty();
    }
  }

  @Test
  void whatIsServedWithoutBeingCompiledHasItsCompilerPreparedWhenItIsServed() throws Exception {
    folder.write("shop/Shop.java", Folder.LOCATION);
    try (CodeSource source = folder.source()) {
      var _ = source.code();
    }
    try (SourceCode source = (SourceCode) folder.source();
        Reported reported =
            new Reported(source, new PrintStream(OutputStream.nullOutputStream()))) {
      var _ = reported.code();
      reported.stands(
          new LocationStatus(
              "shop", LocationStatus.State.READY, Optional.empty(), Optional.empty()));

      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (source.compilerProcess().isEmpty() && System.nanoTime() < until) {
        Thread.onSpinWait(); // another thread starts it, and wakes nobody here
      }
      assertThat(source.compilerProcess()).isPresent();
    }
  }

  @Test
  void whatALossOfPowerHasEmptiedIsCompiled() throws Exception {
    folder.write("shop/Shop.java", Folder.LOCATION);
    Loadable before;
    try (CodeSource source = folder.source()) {
      before = source.code();
    }
    try (Stream<Path> known = Files.list(root.resolve(".dagwerk/code/versions-known"))) {
      for (Path file : known.toList()) {
        Files.writeString(file, "");
      }
    }

    try (SourceCode source = (SourceCode) folder.source()) {
      assertThat(source.code()).isEqualTo(before);
      assertThat(source.compilerProcess()).isPresent();
    }
  }

  @Test
  void whatSomebodyHasChangedMeanwhileIsCompiled() throws Exception {
    folder.write("shop/Shop.java", Folder.LOCATION);
    Path rates = folder.write("shop/rates.csv", "21");
    Loadable before;
    try (CodeSource source = folder.source()) {
      before = source.code();
    }

    Files.writeString(rates, "22");
    try (CodeSource source = folder.source()) {
      assertThat(source.code()).isNotEqualTo(before);
    }
    folder.write("shop/Shop.java", "broken");
    try (CodeSource source = folder.source()) {
      assertThatThrownBy(source::code).isInstanceOf(UnloadableCode.class);
    }
  }

  @Test
  void aVersionThatWasDeletedIsCompiledAgain() throws Exception {
    folder.write("shop/Shop.java", Folder.LOCATION);
    Path version;
    try (CodeSource source = folder.source()) {
      version = source.code().classPath().getFirst();
    }
    Files.delete(version.resolve("shop/Shop.class"));
    Files.delete(version.resolve("shop"));
    Files.delete(version);

    try (CodeSource source = folder.source()) {
      assertThat(source.code().classPath().getFirst()).isEqualTo(version);
      assertThat(version.resolve("shop/Shop.class")).exists();
    }
  }
}
