package io.dagwerk.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.daemon.CodeSource;
import io.dagwerk.daemon.UnloadableCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the user's Maven is asked for, and what is made of its answers. It is a script here.
class MavenTest {
  @TempDir private Path root;
  private Folder folder;

  @BeforeEach
  void folder() throws Exception {
    folder = new Folder(root.toRealPath());
  }

  /// Answers with a class path, and writes down how it was called.
  private String works() {
    return """
    echo "$@" >>"@ROOT@/calls"
    for each; do case $each in -Dmdep.outputFile=*) file=${each#*=} ;; esac; done
    mkdir -p "@ROOT@/codec"
    printf '%s' "@ROOT@/codec" >"$file"
    """
        .replace("@ROOT@", folder.root().toString());
  }

  private String calls() throws Exception {
    return Files.readString(folder.root().resolve("calls"));
  }

  @Test
  void aProjectIsBuiltOnceForEachContentOfItsPom() throws Exception {
    folder.write("pom.xml", "<project/>");
    folder.script("mvnw", works());
    folder.write("src/main/java/shop/Shop.java", Folder.LOCATION);
    folder.write("src/main/resources/rates.csv", "21");
    try (CodeSource source = folder.source()) {
      CodeSource.Loadable code = source.code();
      assertThat(source.code()).isEqualTo(code);

      assertThat(code.definitions()).isEqualTo("shop.Shop");
      assertThat(code.classPath().getFirst().resolve("rates.csv")).hasContent("21");
      assertThat(code.classPath()).endsWith(folder.root().resolve("codec"));
      assertThat(calls().lines()).singleElement().asString().contains("-o", " compile ");
      folder.write("pom.xml", "<project></project>");
      assertThat(source.code()).isEqualTo(code);
      assertThat(calls().lines()).hasSize(2);
    }
  }

  @Test
  void theNetworkIsUsedOnlyWhenItIsNeeded() throws Exception {
    folder.write("pom.xml", "<project/>");
    folder.script("mvnw", "case \"$*\" in *' -o '*) exit 1 ;; esac\n" + works());
    folder.write("src/main/java/shop/Shop.java", Folder.LOCATION);
    try (CodeSource source = folder.source()) {
      assertThat(source.code().definitions()).isEqualTo("shop.Shop");
      assertThat(calls()).doesNotContain(" -o ");
    }
  }

  @Test
  void whatMavenSaysOfErrorsIsTold() throws Exception {
    folder.write("pom.xml", "<project/>");
    folder.script("mvnw", "echo '[ERROR] Non-parseable POM'; echo '[ERROR] -> [Help 1]'; exit 1\n");
    folder.write("src/main/java/shop/Shop.java", Folder.LOCATION);
    try (CodeSource source = folder.source()) {
      assertThatThrownBy(source::code)
          .isInstanceOf(UnloadableCode.class)
          .hasMessage("Maven: Non-parseable POM");
    }
  }

  @Test
  void librariesThatSourcesNameAreFoundOnce() throws Exception {
    folder.script("mvnw", works());
    folder.write("shop/Shop.java", "//DEPS org.example:codec:1.2\n" + Folder.LOCATION);
    try (CodeSource source = folder.source()) {
      assertThat(source.code().classPath()).endsWith(folder.root().resolve("codec"));
    }
    try (CodeSource source = folder.source()) {
      assertThat(source.code().classPath()).endsWith(folder.root().resolve("codec"));
      assertThat(calls().lines()).hasSize(1);
    }
  }

  @Test
  void aLibraryThatIsMissingIsNamedWithFileAndLine() throws Exception {
    folder.script(
        "mvnw",
        "echo '[ERROR] Could not find artifact org.example:codek:jar:1.2 in somewhere'; exit 1\n");
    folder.write(
        "shop/Shop.java",
        "// first\n//DEPS org.example:codek:1.2\n//DEPS org.example:csv:3\n" + Folder.LOCATION);
    try (CodeSource source = folder.source()) {
      assertThatThrownBy(source::code)
          .isInstanceOf(UnloadableCode.class)
          .hasMessage(
              "Compiler: shop/Shop.java:2: 'org.example:codek:1.2' is not found; Maven says:"
                  + " Could not find artifact org.example:codek:jar:1.2 in somewhere");
    }
  }

  @Test
  void aLineThatNamesNoLibraryIsToldWithFileLineAndColumn() throws Exception {
    folder.write("shop/Shop.java", "//DEPS org.example:codec\n" + Folder.LOCATION);
    try (CodeSource source = folder.source()) {
      assertThatThrownBy(source::code)
          .isInstanceOf(UnloadableCode.class)
          .hasMessageContaining(
              "shop/Shop.java:1:8: //DEPS expects group:artifact:version, but found"
                  + " 'org.example:codec'");
    }
  }

  @Test
  void withoutMavenItIsToldWhatToInstall() {
    assertThatThrownBy(() -> Maven.in(folder.root(), Map.of("PATH", folder.root().toString())))
        .hasMessageContaining("there is no Maven: expected 'mvnw' in '")
        .hasMessageContaining("install Maven");
  }
}
