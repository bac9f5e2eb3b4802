package io.dagwerk.definitions;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// The text of a Java file, and what javac says about it.
final class SourceText extends SimpleJavaFileObject {
  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
  private final String text;

  SourceText(String className, String text) {
    super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
    this.text = text;
  }

  /// What javac refuses it for; nothing is generated.
  List<String> errors() {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of("-proc:none", "-implicit:none", "-cp", System.getProperty("java.class.path"));
    try (var files = JAVAC.getStandardFileManager(found, null, null)) {
      JavacTask task = (JavacTask) JAVAC.getTask(null, files, found, options, null, List.of(this));
      task.analyze();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(each -> each.getMessage(Locale.ENGLISH))
        .toList();
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return text;
  }
}
