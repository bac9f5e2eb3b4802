package io.dagwerk.definitions;

/// An API of which one name goes away, for tests: nothing of the real one is deprecated yet.
public final class OldLibrary {
  private OldLibrary() {}

  /// What the old name gives too.
  public static int newName() {
    return 1;
  }

  /// The old name of [#newName].
  @Deprecated(since = "0.2", forRemoval = true)
  public static int oldName() {
    Stability.deprecated("OldLibrary.oldName", "OldLibrary.newName", "0.3");
    return newName();
  }
}
