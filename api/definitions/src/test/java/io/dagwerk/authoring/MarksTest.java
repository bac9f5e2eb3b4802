package io.dagwerk.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.authoring.RecordedLogs.Line;
import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DocumentationTool;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the marks of an element do to those who use it, and how they are shown.
class MarksTest {
  private static final String EXPERIMENTAL =
      """
      package lib;

      import io.dagwerk.definitions.Experimental;
      import io.dagwerk.definitions.Stability;

      /** A tool. */
      public final class Tool {
        private Tool() {}

        /** Opens it. */
        @Experimental("the lid is not settled")
        public static void open() {
          Stability.warn("Tool.open", "the lid is not settled");
        }

        /** Shuts it. */
        @Deprecated(since = "0.2", forRemoval = true)
        public static void shut() {}
      }
      """;
  private static final String PROMOTED =
      """
      package lib;

      public final class Tool {
        private Tool() {}

        public static void open() {}
      }
      """;
  private static final String USER =
      """
      package user;

      public final class User implements Runnable {
        public void run() {
          lib.Tool.open();
        }
      }
      """;

  @TempDir Path folder;

  @Test
  @Covers("S17.4")
  void promotionRemovesTheWarningFromCodeThatWasCompiledBefore() throws Exception {
    Library before = Library.compiled(folder.resolve("before"), "Tool", EXPERIMENTAL);
    Library promoted = Library.compiled(folder.resolve("promoted"), "Tool", PROMOTED);
    Library user = Library.compiled(folder.resolve("user"), "User", USER, before.folder());

    assertThat(warnings(before, user))
        .singleElement()
        .asString()
        .startsWith("'Tool.open' is experimental and may change: the lid is not settled");
    assertThat(warnings(promoted, user)).isEmpty();
  }

  private static List<String> warnings(Library library, Library user) {
    return RecordedLogs.during(
            () -> {
              try {
                library.run(user);
              } catch (IOException | ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            })
        .stream()
        .map(Line::message)
        .toList();
  }

  @Test
  @Covers("S17.3")
  void theGeneratedDocumentationShowsTheMarks() throws Exception {
    Path source =
        Files.writeString(
            Files.createDirectories(folder.resolve("lib")).resolve("Tool.java"), EXPERIMENTAL);
    DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();
    List<String> options =
        List.of(
            "-quiet",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.resolve("html").toString());
    try (StandardJavaFileManager files = javadoc.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(source);
      assertThat(javadoc.getTask(null, files, null, null, options, units).call()).isTrue();
    }

    String page = Files.readString(folder.resolve("html/lib/Tool.html"));
    assertThat(page.replaceAll("<[^>]*>", ""))
        .contains("@Experimental(\"the lid is not settled\")")
        .contains("Deprecated, for removal: This API element is subject to removal");
  }
}
