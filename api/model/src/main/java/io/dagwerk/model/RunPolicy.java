package io.dagwerk.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// How a run is taken up again that could not come to its end, and how long it may wait: what its
/// tags say of it. Immutable.
///
/// A job says it for its runs, and a launch may say otherwise by a tag of the same name. It stands
/// in the tags, so whoever takes a run up needs neither its code nor its plan to know it.
///
/// ```java
/// RunPolicy policy = RunPolicy.of(run.tags());
/// ```
///
/// @param resumes how often, in a run and all that retry it together, another attempt takes up what
///   a lost worker has left
/// @param retries how often a failed run is executed again as a run of its own
/// @param part how much of a failed run is executed again
/// @param startTimeout how long its worker may take to start; the instance's when empty
/// @param queueTimeout how long it may wait in the queue; the instance's when empty
public record RunPolicy(
    int resumes,
    int retries,
    Part part,
    Optional<Duration> startTimeout,
    Optional<Duration> queueTimeout) {
  /// The tag of [#resumes].
  public static final String RESUMES = "dagwerk/resumes";

  /// The tag of [#retries].
  public static final String RETRIES = "dagwerk/run_retries";

  /// The tag of [#part]: `failure` or `all`.
  public static final String PART = "dagwerk/run_retries_from";

  /// The tag of [#startTimeout].
  public static final String START_TIMEOUT = "dagwerk/start_timeout";

  /// The tag of [#queueTimeout].
  public static final String QUEUE_TIMEOUT = "dagwerk/queue_timeout";

  /// The most resumes, and the most retries, of one run.
  public static final int MOST = 100;

  /// How much of a failed run is executed again.
  public enum Part {
    /// What did not come to a good end, and what comes after that.
    FAILURE,
    ALL
  }

  /// What the tags of a run say; what they do not say, or say wrongly, is as in a run without tags:
  /// neither resumed nor retried.
  public static RunPolicy of(Map<String, String> tags) {
    return read(tags, new ArrayList<>());
  }

  /// What is wrong in the tags of a run to be launched, each in one sentence.
  public static List<String> problems(Map<String, String> tags) {
    List<String> problems = new ArrayList<>();
    var _ = read(tags, problems);
    return problems;
  }

  private static RunPolicy read(Map<String, String> tags, List<String> problems) {
    return new RunPolicy(
        count(tags, RESUMES, problems),
        count(tags, RETRIES, problems),
        part(tags, problems),
        duration(tags, START_TIMEOUT, problems),
        duration(tags, QUEUE_TIMEOUT, problems));
  }

  private static int count(Map<String, String> tags, String name, List<String> problems) {
    String text = tags.getOrDefault(name, "0");
    if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= MOST) {
      return Integer.parseInt(text);
    }
    problems.add(
        "tag '%s': expected a number from 0 to %d, but found '%s'".formatted(name, MOST, text));
    return 0;
  }

  private static Part part(Map<String, String> tags, List<String> problems) {
    String text = tags.getOrDefault(PART, "failure");
    return switch (text) {
      case "failure" -> Part.FAILURE;
      case "all" -> Part.ALL;
      default -> {
        problems.add("tag '%s': expected failure or all, but found '%s'".formatted(PART, text));
        yield Part.FAILURE;
      }
    };
  }

  private static Optional<Duration> duration(
      Map<String, String> tags, String name, List<String> problems) {
    if (!tags.containsKey(name)) {
      return Optional.empty();
    }
    String text = tags.getOrDefault(name, "");
    Optional<Duration> said = seconds(text).map(Duration::ofSeconds).filter(Duration::isPositive);
    if (said.isEmpty()) {
      problems.add(
          "tag '%s': expected a time such as 90s, 10m or 2h, but found '%s'".formatted(name, text));
    }
    return said;
  }

  private static Optional<Long> seconds(String text) {
    if (!text.matches("[0-9]{1,9}[smhd]")) {
      return Optional.empty();
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Optional.of(number);
      case 'm' -> Optional.of(number * 60);
      case 'h' -> Optional.of(number * 3_600);
      default -> Optional.of(number * 86_400);
    };
  }

  /// The text of a time, as a tag has it.
  ///
  /// @throws IllegalArgumentException when it is not positive, or not of whole seconds
  public static String text(Duration time) {
    if (!time.isPositive() || time.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "expected a time of whole seconds, 1 s or more, but found " + time);
    }
    return time.toSeconds() + "s";
  }

  /// Whether another attempt, or another run, may take up what a worker of the run has left, so
  /// that the worker must be known to store nothing any more before that.
  public boolean isTakenUp() {
    return resumes > 0 || retries > 0;
  }

  /// How often a run of the tags was retried before it, in its group.
  public static int retriesUsed(Map<String, String> tags) {
    return used(tags, RunTags.RETRY_NUMBER);
  }

  /// How often the runs before it in its group were resumed.
  public static int resumesUsed(Map<String, String> tags) {
    return used(tags, RunTags.RESUMES_USED);
  }

  private static int used(Map<String, String> tags, String name) {
    String text = tags.getOrDefault(name, "0");
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
  }

  /// The tags of a run that somebody executes again: it has a budget of its own.
  public static void forget(SequencedMap<String, String> tags) {
    tags.remove(RunTags.RETRY_NUMBER);
    tags.remove(RunTags.RESUMES_USED);
  }
}
