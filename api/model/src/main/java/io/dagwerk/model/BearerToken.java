package io.dagwerk.model;

import java.util.Optional;

/// The rule of what can be sent as a token, in a header such as `Authorization: Bearer TOKEN`.
///
/// ```java
/// BearerToken.problem("s3cret"); // empty
/// BearerToken.problem("s3cret\n"); // expected a token of letters, digits and ...
/// ```
public final class BearerToken {
  private BearerToken() {}

  /// Why a text is none; empty when it is one. Does not repeat the text, which is a secret.
  public static Optional<String> problem(String text) {
    boolean isOne = !text.isEmpty() && text.chars().allMatch(each -> each > ' ' && each <= '~');
    return isOne
        ? Optional.empty()
        : Optional.of(
            "expected a token of letters, digits and punctuation of ASCII, but found one that is blank, or has spaces, line breaks or other characters");
  }
}
