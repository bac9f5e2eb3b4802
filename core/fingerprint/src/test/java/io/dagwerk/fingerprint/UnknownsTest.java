package io.dagwerk.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What cannot be seen through gives a reason that names the place, never a guess.
class UnknownsTest {
  record Case(String name, String body, String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  @TempDir Path folder;

  static Stream<Case> unknown() {
    return Stream.of(
        run(
            "a class found by name",
            "return Class.forName(text).getName();",
            "F.run calls java.lang.Class.forName"),
        run(
            "a class found by a method reference",
            "Finder f = Class::forName; return f.find(text); } interface Finder { Object find(String s) throws Exception;",
            "F.run calls java.lang.Class.forName"),
        run(
            "a method called by reflection",
            "return String.class.getMethod(\"trim\").invoke(text);",
            "F.run calls java.lang.Class.getMethod"),
        run(
            "a method handle",
            "return java.lang.invoke.MethodHandles.lookup().findVirtual(String.class, \"trim\","
                + " java.lang.invoke.MethodType.methodType(String.class));",
            "Lookup.findVirtual"),
        run(
            "a service",
            "return java.util.ServiceLoader.load(Runnable.class);",
            "F.run calls java.util.ServiceLoader.load"),
        run(
            "a loader of one's own",
            "return new L().loadClass(text); } static final class L extends ClassLoader {",
            "java.lang.ClassLoader"),
        run(
            "a resource file",
            "return F.class.getResourceAsStream(text);",
            "F.run calls java.lang.Class.getResourceAsStream"),
        run(
            "a deserialised object",
            "return new java.io.ObjectInputStream(System.in).readObject();",
            "java.io.ObjectInputStream"),
        run(
            "a native method",
            "return here(); } static native String here(); static {",
            "F.here is a native method"),
        run(
            "reflection in a lambda",
            "Task<String, Object> t = s -> Class.forName(s); return t.apply(text);",
            "F.run calls java.lang.Class.forName"),
        run(
            "reflection in a call-back",
            "return \"\" + new Object() { public String toString() {"
                + " try { return Class.forName(text).getName(); } catch (Exception e) { return \"\"; } } };",
            "calls java.lang.Class.forName"),
        run(
            "reflection in a static initialiser",
            "return Late.FOUND; } static final class Late { static final Object FOUND = find();"
                + " static Object find() { try { return Class.forName(\"x\"); } catch (Exception e) { return 1; } }",
            "F.Late.find calls java.lang.Class.forName"),
        run(
            "a static field that changes",
            "return count++; } static int count; static {",
            "F.run reads F.count, a static field that can change"),
        run(
            "a map made to be filled",
            "return RATES.get(text); } static final java.util.Map<String, String> RATES ="
                + " new java.util.HashMap<>(); static {",
            "F.RATES, which can change: it holds a HashMap"),
        run(
            "an atomic number",
            "return N.get(); } static final java.util.concurrent.atomic.AtomicInteger N ="
                + " new java.util.concurrent.atomic.AtomicInteger(); static {",
            "F.N, which can change"),
        run(
            "a registry",
            "return R.get(text); } static final Registry R = new Registry(); static final class Registry {"
                + " private final java.util.Map<String, String> all = new java.util.HashMap<>();"
                + " String get(String s) { return all.get(s); }",
            "whose constructor makes a HashMap"),
        run(
            "a singleton with a field that changes",
            "return R.n; } static final Counter R = new Counter(); static final class Counter { int n;",
            "whose field n is not final"));
  }

  static Stream<Case> givenTypes() {
    return Stream.of(
        new Case(
            "an interface with two implementations",
            "static Object run(Store s) { return s.read() + s.size(); }"
                + " interface Store { String read(); int size(); }"
                + " record One() implements Store { public String read() { return \"1\"; } public int size() { return 1; } }"
                + " record Two() implements Store { public String read() { return \"2\"; } public int size() { return 2; } }"
                + " static Task<Store, Object> function() { return F::run; }",
            "is given the interface F.Store, which has 2 implementations (F.One, F.Two)"),
        new Case(
            "an interface of one method",
            "static Object run(Store s) { return s.read(); } interface Store { String read(); }"
                + " static Task<Store, Object> function() { return F::run; }",
            "which any lambda can implement"),
        new Case(
            "an abstract class with two subclasses",
            "static Object run(Store s) { return s.read(); } abstract static class Store { abstract String read(); }"
                + " static class One extends Store { String read() { return \"1\"; } }"
                + " static class Two extends Store { String read() { return \"2\"; } }"
                + " static Task<Store, Object> function() { return F::run; }",
            "is given the abstract class F.Store"),
        new Case(
            "an interface in a list",
            "static Object run(java.util.List<Store> all) { return all.get(0).read(); } interface Store { String read(); }"
                + " static Task<java.util.List<Store>, Object> function() { return F::run; }",
            "F.Store"),
        new Case(
            "an interface behind Object",
            "static Object run(Object o) { return ((Store) o).read(); } interface Store { String read(); int size(); }"
                + " static Task<Object, Object> function() { return F::run; }",
            "of which no implementation was found"));
  }

  static Stream<Case> captured() {
    return Stream.of(
        capturing(
            "a list that can change",
            "new java.util.ArrayList<>(java.util.List.of(1))",
            "captures a java.util.ArrayList"),
        capturing("a platform object", "new java.util.Random(4)", "captures a java.util.Random"),
        capturing(
            "a list in a list",
            "java.util.List.of(new java.util.ArrayList<>())",
            "captures a java.util.ArrayList"),
        capturing(
            "a lambda that hides its code",
            "(Runnable) () -> {}",
            "captures a lambda of F that is not Serializable"),
        capturing(
            "an object with a field that changes",
            "new Box()",
            "captures a F.Box, whose field n is not final"));
  }

  @ParameterizedTest
  @MethodSource({"unknown", "givenTypes", "captured"})
  void whatIsHiddenIsAReason(Case each) throws IOException {
    assertThat(fingerprint(each.body()))
        .isInstanceOfSatisfying(
            Fingerprint.Unknown.class,
            unknown -> assertThat(unknown.reason()).contains(each.reason()));
  }

  @Test
  void aMissingClassFileIsAReason() throws IOException {
    try (CompiledSources compiled = CompiledSources.compile(folder, withHelper())) {
      Serializable function = compiled.function("F", "function");
      Files.delete(folder.resolve("user/G.class"));
      assertThat(new Fingerprints().of(function))
          .isEqualTo(new Fingerprint.Unknown("F.run uses user.G, whose class file was not found"));
    }
  }

  @Test
  void aBrokenClassFileIsAReason() throws IOException {
    try (CompiledSources compiled = CompiledSources.compile(folder, withHelper())) {
      Serializable function = compiled.function("F", "function");
      Path file = folder.resolve("user/G.class");
      byte[] bytes = Files.readAllBytes(file);
      for (int length = 0; length < bytes.length / 2; length += 7) {
        Files.write(file, java.util.Arrays.copyOf(bytes, length));
        assertThat(new Fingerprints().of(function)).isInstanceOf(Fingerprint.Unknown.class);
      }
    }
  }

  @Test
  void classesInMemoryMustBeListedForTheirSubclassesToBeFound() throws Exception {
    String body =
        "static Object run(Store s) { return s.read(); } static class Store { String read() { return \"1\"; } }"
            + " public static Task<Store, Object> function() { return F::run; }";
    try (CompiledSources compiled = CompiledSources.compile(folder, source(body))) {
      assertThat(new Fingerprints().of(function(new InMemory(compiled.classes()))))
          .isEqualTo(
              new Fingerprint.Unknown(
                  "F.run is given a F.Store, whose subclasses cannot be listed;"
                      + " make it final or sealed"));
      assertThat(new Fingerprints().of(function(new InMemoryListed(compiled.classes()))))
          .isInstanceOf(Fingerprint.Known.class);
    }
  }

  private static Serializable function(ClassLoader loader) throws ReflectiveOperationException {
    return (Serializable) loader.loadClass("user.F").getMethod("function").invoke(null);
  }

  private Fingerprint fingerprint(String body) throws IOException {
    try (CompiledSources compiled = CompiledSources.compile(folder, source(body))) {
      return new Fingerprints().of(compiled.function("F", "function"));
    }
  }

  private static Case run(String name, String body, String reason) {
    return new Case(
        name,
        "static Object run(String text) throws Exception { "
            + body
            + " } static Task<String, Object> function() { return F::run; }",
        reason);
  }

  private static Case capturing(String name, String value, String reason) {
    return new Case(
        name,
        "static final class Box { int n = 1; } static Task<String, Object> function() {"
            + " Object held = "
            + value
            + "; return text -> held; }",
        reason);
  }

  private static SequencedMap<String, String> source(String body) {
    return new LinkedHashMap<>(
        Map.of("F", "import io.dagwerk.fingerprint.Task; public class F { " + body + " }"));
  }

  private static SequencedMap<String, String> withHelper() {
    SequencedMap<String, String> sources =
        source(
            "static Object run(String text) { return G.help(text); }"
                + " static Task<String, Object> function() { return F::run; }");
    sources.put("G", "class G { static String help(String text) { return text; } }");
    return sources;
  }

  /// A loader that keeps classes where no URL leads.
  private static class InMemory extends ClassLoader {
    private final Path classes;

    InMemory(Path classes) {
      super(UnknownsTest.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      try {
        byte[] bytes = Files.readAllBytes(file(name.replace('.', '/') + ".class"));
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    public java.io.InputStream getResourceAsStream(String name) {
      try {
        Path file = file(name);
        return Files.exists(file) ? Files.newInputStream(file) : super.getResourceAsStream(name);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private Path file(String name) {
      return classes.resolve(name);
    }
  }

  private static final class InMemoryListed extends InMemory implements ListedClasses {
    InMemoryListed(Path classes) {
      super(classes);
    }

    @Override
    public java.util.List<String> classNames() {
      return java.util.List.of("user.F", "user.F$Store");
    }
  }
}
