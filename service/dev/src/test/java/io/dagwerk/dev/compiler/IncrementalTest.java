package io.dagwerk.dev.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncrementalTest {
  private static final int EDITS = 40;

  private final ClassPath classPath =
      new ClassPath(new ClassPath.Against(List.of(), List.of(), List.of()));

  @TempDir private Path folder;

  @AfterEach
  void close() throws Exception {
    classPath.close();
  }

  private Incremental.Result compile(
      SortedMap<String, Unit> before, SortedMap<String, String> texts) {
    return Incremental.compile(before, texts, classPath);
  }

  private static SortedMap<String, String> texts(String... pathsAndTexts) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      texts.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
    }
    return texts;
  }

  private static SortedMap<String, String> classesOf(SortedMap<String, Unit> units) {
    SortedMap<String, String> classes = new TreeMap<>();
    units
        .values()
        .forEach(unit ->
            unit.classes()
                .forEach((name, bytes) ->
                    classes.put(
                        name.replace('.', '/') + ".class", HexFormat.of().formatHex(bytes))));
    return classes;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void itComesToTheSameAsCompilingAll(long seed) throws Exception {
    RandomProgram program = new RandomProgram(seed);
    SortedMap<String, Unit> units = new TreeMap<>();
    var good = program.save();
    int worked = 0;
    for (int i = 0; i < EDITS; i++) {
      SortedMap<String, String> texts = program.texts();

      FullCompilation all = FullCompilation.of(texts, folder);
      Incremental.Result result = compile(units, texts);

      String which = "seed %d, edit %d: %s".formatted(seed, i, texts);
      assertThat(new TreeSet<>(result.problems().stream().map(Problem::toString).toList()))
          .as(which)
          .isEqualTo(new TreeSet<>(all.errors()));
      if (all.errors().isEmpty()) {
        assertThat(classesOf(result.units())).as(which).isEqualTo(all.classes());
        good = program.save();
        worked++;
      } else if (i % 3 == 2) {
        program.restore(good);
      }
      units = result.units();
      program.edit();
    }
    assertThat(worked).as("programs that compile").isGreaterThan(EDITS / 5);
  }

  @Test
  void aBodyThatChangesIsCompiledAlone() {
    SortedMap<String, String> texts =
        texts(
            "a/One.java", "package a; class One { int get() { return 1; } }",
            "a/Two.java", "package a; class Two { int get() { return new One().get(); } }");
    Incremental.Result first = compile(new TreeMap<>(), texts);
    texts.put("a/One.java", "package a; class One { int get() { return 2; } }");

    assertThat(first.compiled()).isEqualTo(2);
    assertThat(compile(first.units(), texts).compiled()).isEqualTo(1);
  }

  @Test
  void aConstantThatWasCopiedIsCopiedAgain() {
    SortedMap<String, String> texts =
        texts(
            "a/One.java", "package a; class One { static final int K = 1; }",
            "a/Two.java", "package a; class Two { int get() { return One.K; } }",
            "a/Other.java", "package a; class Other {}");
    Incremental.Result first = compile(new TreeMap<>(), texts);
    texts.put("a/One.java", "package a; class One { static final int K = 2; }");

    assertThat(compile(first.units(), texts).compiled()).isEqualTo(2);
  }

  @Test
  void whatIsAsItWasIsNotCompiled() {
    SortedMap<String, String> texts = texts("One.java", "class One {}");
    Incremental.Result first = compile(new TreeMap<>(), texts);

    assertThat(compile(first.units(), texts).compiled()).isZero();
  }

  @Test
  void aProblemTellsFileLineColumnAndTheCompilersWords() {
    Incremental.Result result =
        compile(new TreeMap<>(), texts("a/One.java", "package a;\nclass One { Strin x; }\n"));

    assertThat(result.problems()).hasSize(1);
    assertThat(result.problems().getFirst().toString())
        .startsWith("a/One.java:2:13: cannot find symbol")
        .contains("class Strin");
  }

  @Test
  void afterAProblemTheOldClassesAreKept() {
    SortedMap<String, String> texts = texts("One.java", "class One {}");
    Incremental.Result first = compile(new TreeMap<>(), texts);
    texts.put("One.java", "class One {");

    Incremental.Result broken = compile(first.units(), texts);

    assertThat(broken.problems()).isNotEmpty();
    assertThat(broken.units()).isEqualTo(first.units());
  }
}
