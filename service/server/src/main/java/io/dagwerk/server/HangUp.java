package io.dagwerk.server;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;

/// Hears the signal `HUP`, by which services are told to load anew. The JDK has no other way than
/// the class `sun.misc.Signal` of its module `jdk.unsupported`, which compilers warn of; it is
/// therefore named by text.
final class HangUp {
  private static final Path TERMINAL = Path.of("/dev/tty");

  private HangUp() {}

  /// Has the signal heard from now on. Where that cannot be, it ends the process as before.
  ///
  /// A terminal sends the same signal when it is closed. A process that had one, and has none when
  /// the signal comes, was told to end.
  ///
  /// @param reload called at each signal that means to load anew
  /// @param end called when the terminal of this process is gone
  static void hear(Runnable reload, Runnable end) {
    boolean hadTerminal = hasTerminal();
    Runnable heard = () -> (hadTerminal && !hasTerminal() ? end : reload).run();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handler);
      var _ =
          handle.invoke(
              null, signal.getConstructor(String.class).newInstance("HUP"), proxy(handler, heard));
    } catch (ReflectiveOperationException unheard) {
      // As on a system without this signal.
    }
  }

  private static boolean hasTerminal() {
    try (InputStream _ = Files.newInputStream(TERMINAL)) {
      return true;
    } catch (IOException none) {
      return false;
    }
  }

  @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself alone
  private static Object proxy(Class<?> handler, Runnable heard) {
    InvocationHandler called =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                heard.run();
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "at HUP";
            };
    return Proxy.newProxyInstance(HangUp.class.getClassLoader(), new Class<?>[] {handler}, called);
  }
}
