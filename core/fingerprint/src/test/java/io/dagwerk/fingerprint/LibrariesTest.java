package io.dagwerk.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Library jars count by their bytes: those that are called, those that these call, and no others.
class LibrariesTest {
  @TempDir Path folder;

  private Path outer = Path.of("");
  private Path inner = Path.of("");
  private Path other = Path.of("");

  @BeforeEach
  void makeTheLibraries() throws IOException {
    inner = folder.resolve("inner.jar");
    outer = folder.resolve("outer.jar");
    other = folder.resolve("other.jar");
    compileInto(
        "inner", source("Inner", "public class Inner { public static int two() { return 2; } }"));
    jar(inner, folder.resolve("inner"), "first");
    compileInto(
        "outer",
        source(
            "Outer",
            "public class Outer { public static int one() { return Inner.two() - 1; }"
                + " public static String show(Object o) { return \"\" + o; } }"),
        inner);
    jar(outer, folder.resolve("outer"), "first");
    compileInto(
        "other", source("Other", "public class Other { public static int one() { return 1; } }"));
    jar(other, folder.resolve("other"), "first");
  }

  @Test
  void aChangedLibraryChangesTheFingerprint() throws IOException {
    Fingerprint before = fingerprint(calling("Outer.one()"));
    jar(outer, folder.resolve("outer"), "second");
    assertThat(fingerprint(calling("Outer.one()"))).isNotEqualTo(before);
  }

  @Test
  void aLibraryOfALibraryCountsToo() throws IOException {
    Fingerprint before = fingerprint(calling("Outer.one()"));
    jar(inner, folder.resolve("inner"), "second");
    assertThat(fingerprint(calling("Outer.one()"))).isNotEqualTo(before);
  }

  @Test
  void anotherLibraryDoesNotCount() throws IOException {
    Fingerprint before = fingerprint(calling("Outer.one()"));
    jar(other, folder.resolve("other"), "second");
    assertThat(fingerprint(calling("Outer.one()"))).isEqualTo(before);
  }

  @Test
  void explainsWhichLibrariesAreReached() throws IOException {
    try (CompiledSources compiled = compile(calling("Outer.one()"))) {
      assertThat(new Fingerprints().explain(compiled.function("F", "function")).libraries())
          .isEqualTo(List.of(outer, inner));
    }
  }

  @Test
  void whatALibraryIsGivenItMayLookInto() throws IOException {
    String row = " record Row(int n) { public int n() { return n + %d; } }";
    String given = "return Outer.show(new Row(text.length()));";
    Fingerprint before = fingerprint(source(given, row.formatted(1)));
    assertThat(before).isInstanceOf(Fingerprint.Known.class);
    assertThat(fingerprint(source(given, row.formatted(2)))).isNotEqualTo(before);
  }

  @Test
  void theJarThatHoldsTheFunctionIsTheUsersCode() throws IOException {
    Fingerprint before = versionInJar("first", 1, 1);
    assertThat(before).isInstanceOf(Fingerprint.Known.class);
    assertThat(versionInJar("second", 1, 2)).isEqualTo(before);
    assertThat(versionInJar("third", 2, 1)).isNotEqualTo(before);
  }

  private Fingerprint versionInJar(String name, int mark, int aside) throws IOException {
    Path classes = folder.resolve(name);
    SequencedMap<String, String> source =
        source(
            "return G.help();",
            " static class G { static int help() { return "
                + mark
                + "; }"
                + " static int aside() { return "
                + aside
                + "; } }");
    CompiledSources.compile(classes, source).close();
    Path jar = folder.resolve(name + ".jar");
    jar(jar, classes, name);
    try (CompiledSources compiled =
        CompiledSources.compile(
            folder.resolve(name + "-empty"), source("Nothing", "class Nothing {}"), jar)) {
      return new Fingerprints().of(compiled.function("F", "function"));
    }
  }

  private Fingerprint fingerprint(SequencedMap<String, String> sources) throws IOException {
    try (CompiledSources compiled = compile(sources)) {
      return new Fingerprints().of(compiled.function("F", "function"));
    }
  }

  private CompiledSources compile(SequencedMap<String, String> sources) {
    return CompiledSources.compile(folder.resolve("classes"), sources, outer, inner, other);
  }

  private void compileInto(String name, SequencedMap<String, String> sources, Path... libraries)
      throws IOException {
    CompiledSources.compile(folder.resolve(name), sources, libraries).close();
  }

  private static SequencedMap<String, String> calling(String call) {
    return source("return " + call + ";", "");
  }

  private static SequencedMap<String, String> source(String nameOrBody, String text) {
    SequencedMap<String, String> sources = new LinkedHashMap<>();
    if (nameOrBody.startsWith("return")) {
      sources.put(
          "F",
          "import io.dagwerk.fingerprint.Task; public class F { static String run(String text) { return \"\" + go(text); }"
              + " static Object go(String text) { "
              + nameOrBody
              + " } public static Task<String, String> function() { return F::run; }"
              + text
              + " }");
    } else {
      sources.put(nameOrBody, text);
    }
    return sources;
  }

  private static void jar(Path jar, Path classes, String comment) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        out.write(Files.readAllBytes(each));
      }
      out.putNextEntry(new JarEntry("META-INF/comment.txt"));
      out.write(comment.getBytes(StandardCharsets.UTF_8));
    }
  }
}
