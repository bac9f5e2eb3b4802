package io.dagwerk.storage.files;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.LogKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// The rule of which file a stream is: `ATTEMPT/STEP.stdout`, or `ATTEMPT/@run.stderr` for what
/// belongs to no step.
///
/// Of a step all but small letters, digits, `_` and `-` is escaped, so that no two steps are one
/// file where case is not heeded, and none leaves its folder. A long name goes on in folders, up to
/// what a path may be.
final class LogName {
  private static final String OF_RUN = "@run";
  private static final String KEPT = "abcdefghijklmnopqrstuvwxyz0123456789_-";
  private static final char ESCAPE = '%';
  private static final HexFormat HEX = HexFormat.of();
  private static final int LONGEST = 200;

  private LogName() {}

  /// The file of a stream, in the folder of its run.
  static Path of(LogKey key) {
    String step = key.step().map(of -> escaped(of.toString())).orElse(OF_RUN);
    StringBuilder name = new StringBuilder().append(key.attempt()).append('/');
    int from = 0;
    for (; step.length() - from > LONGEST; from += LONGEST) {
      name.append(step, from, from + LONGEST).append('/');
    }
    return Path.of(name + step.substring(from) + "." + suffix(key.stream()));
  }

  /// The stream that a file is; empty for a file that is none.
  ///
  /// @param file in the folder of the run
  static Optional<LogKey> parse(RunId run, Path file) {
    if (file.getNameCount() < 2 || !file.getName(0).toString().matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    int attempt = Integer.parseInt(file.getName(0).toString());
    String name =
        file.subpath(1, file.getNameCount())
            .toString()
            .replace(file.getFileSystem().getSeparator(), "");
    for (Event.Stream stream : Event.Stream.values()) {
      String end = "." + suffix(stream);
      if (name.endsWith(end)) {
        String step = name.substring(0, name.length() - end.length());
        return Optional.of(
            new LogKey(
                run,
                attempt,
                step.equals(OF_RUN)
                    ? Optional.empty()
                    : Optional.of(StepKey.parse(unescaped(step))),
                stream));
      }
    }
    return Optional.empty();
  }

  private static String suffix(Event.Stream stream) {
    return stream.name().toLowerCase(Locale.ROOT);
  }

  private static String escaped(String step) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : step.getBytes(StandardCharsets.UTF_8)) {
      if (KEPT.indexOf(b) >= 0) {
        escaped.append((char) b);
      } else {
        escaped.append(ESCAPE).append(HEX.toHexDigits(b));
      }
    }
    return escaped.toString();
  }

  private static String unescaped(String name) {
    ByteArrayOutputStream step = new ByteArrayOutputStream();
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == ESCAPE) {
        step.write(HexFormat.fromHexDigits(name, i + 1, i + 3));
        i += 2;
      } else {
        step.write(name.charAt(i));
      }
    }
    return step.toString(StandardCharsets.UTF_8);
  }
}
