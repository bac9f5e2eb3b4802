package io.dagwerk.benchmarks;

import java.io.IOException;
import java.io.Serializable;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Compiles generated classes of many small functions: each calls one of its class, and one of the
/// class before.
public final class Programs {
  private static final int FUNCTIONS_PER_CLASS = 100;

  private Programs() {}

  /// A function of a generated class.
  public interface Function extends Serializable {
    int apply(int value);
  }

  /// Loads so many functions from a new folder, each of a method of its own.
  @SuppressWarnings("unchecked") // the generated method says so
  static List<Function> functions(int count) throws Exception {
    Path folder = Files.createTempDirectory("dagwerk-benchmarks");
    int classes = count / FUNCTIONS_PER_CLASS;
    compile(folder, classes);
    List<Function> functions = new ArrayList<>();
    URL[] places = {folder.toUri().toURL()};
    ClassLoader loader = new URLClassLoader(places, Programs.class.getClassLoader());
    for (int i = 0; i < classes; i++) {
      Object all = loader.loadClass("user.Part" + i).getConstructor().newInstance();
      functions.addAll(((Supplier<List<Function>>) all).get());
    }
    return functions;
  }

  private static void compile(Path folder, int classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> sources = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      sources.add(new Source("Part" + i, text(i)));
    }
    List<String> options =
        List.of(
            "-proc:none",
            "-nowarn",
            "-d",
            folder.toString(),
            "-cp",
            System.getProperty("java.class.path", ""));
    StringWriter errors = new StringWriter();
    if (!compiler.getTask(errors, null, null, options, null, sources).call()) {
      throw new IOException("the generated classes do not compile: " + errors);
    }
  }

  private static String text(int part) {
    StringBuilder text = new StringBuilder("package user;\n");
    text.append("public final class Part").append(part);
    text.append(" implements java.util.function.Supplier<java.util.List<%s>> {\n".formatted(NAME));
    for (int i = 0; i < FUNCTIONS_PER_CLASS; i++) {
      String before = part == 0 ? "value" : "Part%d.f%d(value)".formatted(part - 1, i);
      String beside = i == 0 ? "1" : "g" + (i - 1) + "()";
      text.append(
          "  static int f%d(int value) { return value + g%d() + %d; }\n".formatted(i, i, i));
      text.append("  static int g%d() { return %s; }\n".formatted(i, part % 2 == 0 ? beside : "2"));
      text.append("  static int h%d(int value) { return f%d(%s); }\n".formatted(i, i, before));
    }
    text.append("  public java.util.List<%s> get() {\n".formatted(NAME));
    text.append("    java.util.List<%s> all = new java.util.ArrayList<>();\n".formatted(NAME));
    for (int i = 0; i < FUNCTIONS_PER_CLASS; i++) {
      text.append("    all.add(Part%d::h%d);\n".formatted(part, i));
    }
    return text.append("    return all;\n  }\n}\n").toString();
  }

  private static final String NAME = Function.class.getCanonicalName();

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///user/" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
