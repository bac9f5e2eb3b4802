package io.dagwerk.testsupport;

import java.util.List;

/// How user code ends its process, or stays in it without end.
///
/// Code that has [#SOURCE] in it dies where it calls `Death.at(PLACE)`, if the file `death` in the
/// folder that replaces `@FOLDER@` has the place and one of these as its content: `describe SEGV`.
public enum Death {
  /// Reads at an address where nothing is.
  SEGV("the JVM crashed with SIGSEGV\ncalled by pipeline.Death.segv"),
  /// Calls `abort` of the C library.
  ABORT("exit code 134, signal 6 (SIGABRT)"),
  /// Calls `System.exit`.
  EXIT("exit code 7"),
  /// Calls `Runtime.halt`.
  HALT("exit code 0: as System.exit ends a process"),
  /// Fills the heap, and would go on after the error.
  HEAP("exit code 3: it ran out of memory (Java heap space)");

  /// The class that dies, without a package.
  public static final String SOURCE =
      """
      final class Death {
        static void at(String place) {
          try {
            java.nio.file.Path file = java.nio.file.Path.of("@FOLDER@", "death");
            String[] death = java.nio.file.Files.readString(file).strip().split(" ");
            if (!death[0].equals(place)) {
              return;
            }
            switch (death[1]) {
              case "SEGV" -> segv();
              case "ABORT" -> abort();
              case "EXIT" -> {
                System.err.println("no license");
                System.exit(7);
              }
              case "HALT" -> Runtime.getRuntime().halt(0);
              case "HEAP" -> heap();
              case "NATIVE" -> java.lang.foreign.Arena.global().allocate(1L << 46);
              case "SPIN" -> spin();
              default -> throw new IllegalArgumentException(death[1]);
            }
          } catch (RuntimeException | Error e) {
            throw e;
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        }

        private static void segv() {
          java.lang.foreign.MemorySegment.ofAddress(8)
              .reinterpret(100)
              .get(java.lang.foreign.ValueLayout.JAVA_INT, 0);
        }

        private static void abort() throws Throwable {
          var linker = java.lang.foreign.Linker.nativeLinker();
          linker
              .downcallHandle(
                  linker.defaultLookup().find("abort").orElseThrow(),
                  java.lang.foreign.FunctionDescriptor.ofVoid())
              .invokeExact();
        }

        private static void heap() {
          long part = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 8);
          java.util.List<byte[]> all = new java.util.ArrayList<>();
          while (true) {
            try {
              all.add(new byte[(int) part]);
            } catch (OutOfMemoryError e) {
              // Code that believes that it can go on.
            }
          }
        }

        /// Heeds no interrupt, and holds a lock.
        private static void spin() {
          synchronized (Death.class) {
            while (true) {
              Thread.onSpinWait();
              Thread.interrupted();
            }
          }
        }
      }
      """;

  private final String reason;

  /// @param reason in lines, in their order
  Death(String reason) {
    this.reason = reason;
  }

  /// What whoever looks at it is told at least.
  public List<String> reason() {
    return reason.lines().toList();
  }
}
