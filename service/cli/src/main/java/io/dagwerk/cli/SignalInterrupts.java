package io.dagwerk.cli;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/// Hears the signal that a terminal sends at Ctrl-C. The JDK has no other way than the class
/// `sun.misc.Signal` of its module `jdk.unsupported`, which compilers warn of; it is therefore
/// named by text. Where it is missing, Ctrl-C ends the process.
final class SignalInterrupts implements Interrupts {
  @Override
  public Listening listen(Runnable pressed) {
    try {
      Object before = handle(handler(pressed));
      return () -> restore(before);
    } catch (ReflectiveOperationException e) {
      return () -> {};
    }
  }

  @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself alone
  private static Object handler(Runnable pressed) throws ReflectiveOperationException {
    InvocationHandler called =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                pressed.run();
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "at Ctrl-C";
            };
    Class<?> type = Class.forName("sun.misc.SignalHandler");
    return Proxy.newProxyInstance(
        SignalInterrupts.class.getClassLoader(), new Class<?>[] {type}, called);
  }

  /// Sets what handles the signal from now on.
  ///
  /// @return what did before
  private static Object handle(Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Constructor<?> named = signal.getConstructor(String.class);
    Method handle = signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"));
    return handle.invoke(null, named.newInstance("INT"), handler);
  }

  private static void restore(Object before) {
    try {
      handle(before);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("what was set before cannot be set again", e);
    }
  }
}
