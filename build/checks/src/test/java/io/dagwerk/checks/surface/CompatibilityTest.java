package io.dagwerk.checks.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.Covers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Changes of planted surfaces.
class CompatibilityTest {
  private static final String RELEASED =
      """
      public sealed interface lib.Event permits lib.Event.Started
        public abstract String name()
      public record lib.Event.Started(String name) implements lib.Event
      public class lib.Base
        public new()
        protected void close() throws java.io.IOException
      public interface lib.Plugin
        public abstract void run(java.util.List<String>)
        public default int tries()
      public final class lib.Tool implements AutoCloseable, Comparable<lib.Tool>
        public static final int MOST
        @Experimental public static void tryIt()
        public static lib.Tool open(String)
      public enum lib.Color
        constant RED
      @Experimental public class lib.Idea
        public new()
      """;

  private static List<String> broken(String before, String after) {
    assertThat(RELEASED).contains(before);
    return Compatibility.broken(
        Surface.parse(RELEASED), Surface.parse(RELEASED.replace(before, after)));
  }

  @ParameterizedTest
  @MethodSource("whatBreaks")
  @Covers("S15.1")
  void whatIsRemovedOrChangedBreaksUsers(String before, String after, String problem) {
    assertThat(broken(before, after)).contains(problem);
  }

  static List<Arguments> whatBreaks() {
    return List.of(
        Arguments.of("public enum lib.Color\n  constant RED\n", "", "lib.Color is gone"),
        Arguments.of(
            "  public static lib.Tool open(String)\n", "", "lib.Tool.open(String) is gone"),
        Arguments.of("open(String)", "open(Object)", "lib.Tool.open(String) is gone"),
        Arguments.of(
            "static lib.Tool open",
            "static AutoCloseable open",
            "lib.Tool: 'public static lib.Tool open(String)' became"
                + " 'public static AutoCloseable open(String)'"),
        Arguments.of(
            "run(java.util.List<String>)",
            "run(java.util.List<Integer>)",
            "lib.Plugin.run(java.util.List<String>) is gone"),
        Arguments.of(
            " throws java.io.IOException",
            "",
            "lib.Base: 'protected void close() throws java.io.IOException' became"
                + " 'protected void close()'"),
        Arguments.of(
            "  public default int tries()",
            "  public abstract int tries()",
            "lib.Plugin: 'public default int tries()' became 'public abstract int tries()'"),
        Arguments.of(
            "public static final int MOST",
            "protected static final int MOST",
            "lib.Tool: 'public static final int MOST' became 'protected static final int MOST'"),
        Arguments.of(
            "public class lib.Base",
            "public final class lib.Base",
            "'public class lib.Base' became 'public final class lib.Base'"),
        Arguments.of(
            "Started(String name)",
            "Started(String name, int at)",
            "'public record lib.Event.Started(String name) implements lib.Event' became"
                + " 'public record lib.Event.Started(String name, int at) implements lib.Event'"),
        Arguments.of(
            "AutoCloseable, Comparable<lib.Tool>",
            "AutoCloseable",
            "'public final class lib.Tool implements AutoCloseable, Comparable<lib.Tool>' became"
                + " 'public final class lib.Tool implements AutoCloseable'"));
  }

  @ParameterizedTest
  @MethodSource("whatIsMissedWhenNew")
  @Covers("S15.1")
  void whatIsAddedBreaksUsersOnlyWhereTheyWouldHaveToKnowIt(
      String before, String after, String problem) {
    assertThat(broken(before, after)).containsExactly(problem);
  }

  static List<Arguments> whatIsMissedWhenNew() {
    return List.of(
        Arguments.of(
            "  public default int tries()\n",
            "  public default int tries()\n  public abstract void stop()\n",
            "lib.Plugin.stop() is abstract and new, so that subtypes lack it"),
        Arguments.of(
            "  protected void close()",
            "  public abstract void stop()\n  protected void close()",
            "lib.Base.stop() is abstract and new, so that subtypes lack it"),
        Arguments.of(
            "  constant RED\n",
            "  constant GREEN\n  constant RED\n",
            "lib.Color.GREEN is a new constant, which a switch does not know"),
        Arguments.of(
            "permits lib.Event.Started",
            "permits lib.Event.Ended, lib.Event.Started",
            "lib.Event permits [lib.Event.Ended], which a switch does not know"));
  }

  @ParameterizedTest
  @MethodSource("whatIsCompatible")
  @Covers("S15.1")
  void whatIsAddedOrBecomesWiderBreaksNobody(String before, String after) {
    assertThat(broken(before, after)).isEmpty();
  }

  static List<Arguments> whatIsCompatible() {
    return List.of(
        Arguments.of("public class lib.Base", "public class lib.More\npublic class lib.Base"),
        Arguments.of(
            "  public static lib.Tool open(String)\n",
            "  public static lib.Tool open(String)\n  public static lib.Tool open(Object)\n"),
        Arguments.of(
            "  public default int tries()\n",
            "  public default int tries()\n  public default void stop()\n"),
        Arguments.of(
            "  public abstract String name()\n",
            "  public abstract String name()\n  public abstract int number()\n"),
        Arguments.of("public final class lib.Tool", "public class lib.Tool"),
        Arguments.of("protected void close()", "public void close()"),
        Arguments.of("AutoCloseable, ", "AutoCloseable, java.util.function.Supplier<String>, "),
        Arguments.of(
            "  public static final int MOST", "  @Deprecated public static final int MOST"),
        Arguments.of("  @Experimental public static void tryIt()\n", ""),
        Arguments.of("  @Experimental public static void tryIt()", "  public static void tryIt()"),
        Arguments.of("@Experimental public class lib.Idea\n  public new()\n", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "0.2.0, 0.2.1-SNAPSHOT, true",
    "0.2.3, 0.2.4, true",
    "0.2.9, 0.3.0, false",
    "1.4.2, 2.0.0, false"
  })
  void nothingMayBreakWhileOnlyTheLastNumberChanges(String released, String now, boolean promised) {
    assertThat(Compatibility.isPromised(released, now)).isEqualTo(promised);
  }

  @Test
  void theSameSurfaceBreaksNobody() {
    assertThat(Compatibility.broken(Surface.parse(RELEASED), Surface.parse(RELEASED))).isEmpty();
  }
}
