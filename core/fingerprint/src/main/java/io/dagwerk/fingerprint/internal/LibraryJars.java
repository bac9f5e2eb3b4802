package io.dagwerk.fingerprint.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// The hashes of library jars, and which jars use which. Both are kept as long as a file keeps its
/// size and time. Owned by one search at a time.
public final class LibraryJars {
  private record State(long size, FileTime modified) {}

  private record Hashed(State state, String sha256) {}

  private record Scanned(State state, SequencedSet<String> named) {}

  private final Map<Path, Hashed> hashes = new HashMap<>();
  private final Map<Path, Scanned> scans = new HashMap<>();

  String sha256(Path jar) {
    State state = state(jar);
    Hashed known = hashes.get(jar);
    if (known != null && known.state().equals(state)) {
      return known.sha256();
    }
    String sha256 = hash(jar);
    hashes.put(jar, new Hashed(state, sha256));
    return sha256;
  }

  /// A jar and all jars that its classes name, and theirs: first itself, then in order of path.
  SequencedSet<Path> reached(Path jar, CodeBase base) {
    SequencedSet<Path> found = new LinkedHashSet<>(List.of(jar));
    Deque<Path> open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      SequencedSet<Path> next = new TreeSet<>();
      for (String name : named(open.removeFirst())) {
        if (base.origin(name) instanceof Origin.Library(Path other)) {
          next.add(other);
        }
      }
      next.stream().filter(found::add).forEach(open::add);
    }
    return found;
  }

  /// The classes outside a jar that its classes name.
  private SequencedSet<String> named(Path jar) {
    State state = state(jar);
    Scanned known = scans.get(jar);
    if (known != null && known.state().equals(state)) {
      return known.named();
    }
    SequencedSet<String> named = scan(jar);
    scans.put(jar, new Scanned(state, named));
    return named;
  }

  private static SequencedSet<String> scan(Path path) {
    SequencedSet<String> named = new TreeSet<>();
    SequencedSet<String> own = new TreeSet<>();
    try (JarFile jar = new JarFile(path.toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        String name = entry.getName();
        if (name.endsWith(".class") && !name.endsWith("-info.class")) {
          own.add(name.substring(0, name.length() - ".class".length()));
          try (InputStream in = jar.getInputStream(entry)) {
            addNamed(in.readAllBytes(), named);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    named.removeAll(own);
    return named;
  }

  private static void addNamed(byte[] bytes, SequencedSet<String> named) {
    for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
      if (entry instanceof ClassEntry type) {
        String name = Names.element(type.asInternalName());
        if (!name.isEmpty() && !name.startsWith("java/")) {
          named.add(name);
        }
      }
    }
  }

  private static State state(Path jar) {
    try {
      return new State(Files.size(jar), Files.getLastModifiedTime(jar));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(Path jar) {
    MessageDigest digest = Transcript.digest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(jar)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
