package io.dagwerk.model;

/// Something wrong in a config document: where, of which kind, and in words for who wrote it.
///
/// A problem never quotes the value of a secret.
public record ConfigProblem(ConfigPath path, Kind kind, String message) {

  /// What is wrong, for programs: an editor underlines by it.
  public enum Kind {
    /// A value of another type than expected, out of its range or not in its format.
    WRONG_VALUE,
    /// A required entry is not there; the path is that of the map that lacks it.
    MISSING_ENTRY,
    /// An entry that the schema does not know; the path is that of the entry.
    UNKNOWN_ENTRY,
    /// An entry that is given under its name and a former one, or under two former ones; the path
    /// is that of the former.
    GIVEN_TWICE,
    /// An entry that still works but goes away, where that is taken for an error.
    DEPRECATED,
    /// A selector with no or several of its alternatives.
    NOT_ONE_ALTERNATIVE,
    /// `{env: NAME}` of a variable that is not set.
    UNSET_VARIABLE,
    /// `{env: NAME}` of a variable whose text is no value of the expected type.
    WRONG_VARIABLE,
    /// The config record's constructor refused its values.
    REFUSED,
    /// The function that makes config from other config failed.
    MAPPING_FAILED
  }

  /// Path and message, as shown: `limit: expected an integer, but found "many"`.
  @Override
  public String toString() {
    return path.depth() == 0 ? message : path + ": " + message;
  }
}
