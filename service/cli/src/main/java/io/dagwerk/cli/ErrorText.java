package io.dagwerk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells an exception as it was recorded: for each of the chain what it says and where the user's
/// own code stands in it. Pure.
final class ErrorText {
  private static final int MOST_FRAMES = 8;

  private ErrorText() {}

  /// @param error with `type`, `message`, `frames` and `cause`
  static List<String> lines(Answer error) {
    List<String> lines = new ArrayList<>();
    Optional<Answer> next = Optional.of(error);
    String before = "";
    while (next.isPresent()) {
      Answer one = next.get();
      lines.addAll(message(before, one));
      lines.addAll(frames(one.texts("frames")));
      next = one.find("cause");
      before = "caused by ";
    }
    return lines;
  }

  private static List<String> message(String before, Answer error) {
    String message = error.text("message");
    String whole = before + error.text("type") + (message.isEmpty() ? "" : ": " + message);
    return whole.lines().toList();
  }

  private static List<String> frames(List<String> all) {
    List<String> users = all.stream().filter(ErrorText::isOfUser).toList();
    List<String> shown = users.isEmpty() ? all : users;
    List<String> lines =
        new ArrayList<>(shown.stream().limit(MOST_FRAMES).map("  at "::concat).toList());
    int left = all.size() - lines.size();
    if (left > 0) {
      lines.add("  ... %d more".formatted(left));
    }
    return lines;
  }

  /// Frames of modules, such as the JDK's, have a slash after the module's name.
  private static boolean isOfUser(String frame) {
    return !frame.contains("/") && !frame.startsWith("io.dagwerk.");
  }
}
