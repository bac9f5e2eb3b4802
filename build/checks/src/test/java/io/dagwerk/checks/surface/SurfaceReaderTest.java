package io.dagwerk.checks.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurfaceReaderTest {
  private static final String SOURCE =
      """
      package lib;

      import java.io.IOException;
      import java.util.List;
      import java.util.Map;

      public sealed interface Shape<T extends Comparable<T>> permits Shape.Square, Shape.Circle {
        record Square<T extends Comparable<T>>(List<? super T> sides, int[] size)
            implements Shape<T> {
          public Square(int size) { this(List.of(), new int[] {size}); }
          public int area() { return 1; }
        }

        @Deprecated(since = "0.2")
        abstract class Circle<T extends Comparable<T> & java.io.Serializable>
            implements Shape<T>, Comparable<Circle<?>> {
          protected static final Map<String, int[]> NONE = null;
          protected Circle(double radius) throws IOException {}
          private int hidden;
          int alsoHidden() { return hidden; }
          protected abstract <E extends Exception> void draw(T on, String... names) throws E;
        }

        enum Color { RED, @Deprecated GREEN { }; public boolean warm() { return true; } }

        @interface Marked { String value(); int times() default 1; }

        class Hidden { private Hidden() {} public static void use() {} }

        default long corners() { return 4; }
        static <K> Shape<String> of(Class<K> kind) { return null; }
      }

      class NotPublic { public class Inside {} }
      """
          .replace("abstract class Circle", "abstract non-sealed class Circle");

  @Test
  void theSurfaceHasWhatUsersMayNameWithItsTypesAndMarks(@TempDir Path folder) throws Exception {
    assertThat(surface(folder, SOURCE).text())
        .isEqualTo(
            """
            public sealed interface lib.Shape<T extends Comparable<T>> permits lib.Shape.Circle, lib.Shape.Square
              public default long corners()
              public static <K> lib.Shape<String> of(Class<K>)
            @Deprecated public abstract static class lib.Shape.Circle<T extends Comparable<T> & java.io.Serializable> implements Comparable<lib.Shape.Circle<?>>, lib.Shape<T>
              protected static final java.util.Map<String, int[]> NONE
              protected abstract <E extends Exception> void draw(T, String[]) throws E
              protected new(double) throws java.io.IOException
            public enum lib.Shape.Color
              @Deprecated constant GREEN
              constant RED
              public boolean warm()
            public static class lib.Shape.Hidden
              public static void use()
            public annotation lib.Shape.Marked implements java.lang.annotation.Annotation
              public default int times()
              public abstract String value()
            public record lib.Shape.Square<T extends Comparable<T>>(java.util.List<? super T> sides, int[] size) implements lib.Shape<T>
              public int area()
              public new(int)
            """);
  }

  @Test
  void whatIsWrittenDownIsReadBack(@TempDir Path folder) throws Exception {
    Surface surface = surface(folder, SOURCE);

    assertThat(Surface.parse(surface.text())).isEqualTo(surface);
    assertThat(Surface.parse("").types()).isEmpty();
  }

  @Test
  void packagesNamedInternalAreNotPartOfIt(@TempDir Path folder) throws Exception {
    assertThat(surface(folder, "package lib.internal; public class Shape {}").types()).isEmpty();
  }

  static Surface surface(Path folder, String source) throws Exception {
    Path file = Files.writeString(folder.resolve("Shape.java"), source);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", folder.toString(), file.toString());
    assertThat(result).isZero();
    return SurfaceReader.read(List.of(folder));
  }
}
