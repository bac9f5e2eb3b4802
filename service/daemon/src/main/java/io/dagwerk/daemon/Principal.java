package io.dagwerk.daemon;

/// Who asks for something. It is stored with what it led to.
///
/// @param name such as `local`
public record Principal(String name) {
  /// Whoever sits at this machine.
  public static final Principal LOCAL = new Principal("local");

  /// @throws IllegalArgumentException for a blank name
  public Principal {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a principal has a name");
    }
  }
}
