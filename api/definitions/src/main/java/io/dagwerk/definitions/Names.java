package io.dagwerk.definitions;

import java.util.regex.Pattern;

/// The rule of what is a name.
public final class Names {
  static final Pattern VALID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(/[A-Za-z0-9_]+)*");

  private Names() {}

  public static boolean isValid(String name) {
    return VALID.matcher(name).matches();
  }
}
