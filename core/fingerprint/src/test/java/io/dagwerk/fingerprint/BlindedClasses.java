package io.dagwerk.fingerprint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// Loads classes as they are, but shows their class files changed: so a fingerprint can be made
/// blind for something without a change of its code.
final class BlindedClasses extends ClassLoader {
  private final Path classes;
  private final UnaryOperator<byte[]> blinding;

  BlindedClasses(Path classes, UnaryOperator<byte[]> blinding) {
    super(BlindedClasses.class.getClassLoader());
    this.classes = classes;
    this.blinding = blinding;
  }

  @SuppressWarnings("unchecked") // the generated source declares the type
  Task<Integer, Integer> function(String type, String method) {
    try {
      return (Task<Integer, Integer>)
          Objects.requireNonNull(loadClass(type).getMethod(method).invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try {
      byte[] bytes = Files.readAllBytes(classes.resolve(name.replace('.', '/') + ".class"));
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    Path file = classes.resolve(name);
    try {
      return Files.exists(file)
          ? new ByteArrayInputStream(blinding.apply(Files.readAllBytes(file)))
          : super.getResourceAsStream(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
