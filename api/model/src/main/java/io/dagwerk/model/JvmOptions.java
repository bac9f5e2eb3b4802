package io.dagwerk.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// How the JVM of a process is started that runs user code: what a job or an op wants beside the
/// flags that Dagwerk gives each of its processes. Immutable.
///
/// ```java
/// JvmOptions large = JvmOptions.NONE.heapMebibytes(4096).flag("-XX:+UseParallelGC");
/// ```
///
/// @param heapMebibytes the largest heap, in MiB, at least 16; a quarter of the machine's memory
///   when it is empty
/// @param flags further flags of the JVM, each of which begins with `-`; of two that contradict
///   each other, the JVM takes the later, and these come last
/// @param environment variables that the process has beside, or in place of, those of its starter
public record JvmOptions(
    Optional<Integer> heapMebibytes, List<String> flags, SequencedMap<String, String> environment) {
  /// Nothing beside what each process gets.
  public static final JvmOptions NONE =
      new JvmOptions(Optional.empty(), List.of(), new LinkedHashMap<>());

  private static final int LEAST_HEAP = 16;

  /// @throws IllegalArgumentException when the heap is too small, or what should be a flag is none
  public JvmOptions {
    flags = List.copyOf(flags);
    environment = Ordered.copyOf(environment);
    heapMebibytes.ifPresent(size -> {
      if (size < LEAST_HEAP) {
        throw new IllegalArgumentException(
            "a heap has at least %d MiB, but found %d".formatted(LEAST_HEAP, size));
      }
    });
    flags.forEach(flag -> {
      if (!flag.startsWith("-")) {
        throw new IllegalArgumentException(
            "a flag of a JVM begins with '-', but found '%s'".formatted(flag));
      }
    });
    environment
        .keySet()
        .forEach(name -> {
          if (name.isEmpty() || name.contains("=")) {
            throw new IllegalArgumentException(
                "an environment variable has a name without '=', but found '%s'".formatted(name));
          }
        });
  }

  /// These with another largest heap.
  ///
  /// @param size in MiB
  /// @throws IllegalArgumentException when it is less than 16
  public JvmOptions heapMebibytes(int size) {
    return new JvmOptions(Optional.of(size), flags, environment);
  }

  /// These and one more flag.
  ///
  /// @throws IllegalArgumentException when it does not begin with `-`
  public JvmOptions flag(String flag) {
    List<String> all = new ArrayList<>(flags);
    all.add(flag);
    return new JvmOptions(heapMebibytes, all, environment);
  }

  /// These and one more environment variable.
  ///
  /// @throws IllegalArgumentException when the name is empty or has a `=`
  public JvmOptions environment(String name, String value) {
    SequencedMap<String, String> all = new LinkedHashMap<>(environment);
    all.put(name, value);
    return new JvmOptions(heapMebibytes, flags, all);
  }
}
