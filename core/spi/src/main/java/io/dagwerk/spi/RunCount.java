package io.dagwerk.spi;

/// How many there are, counted up to a bound.
///
/// @param isExact whether there are no more
public record RunCount(long number, boolean isExact) {
  /// What counting to one more than the bound came to.
  public static RunCount of(long found, long most) {
    return new RunCount(Math.min(found, most), found <= most);
  }
}
