package io.dagwerk.graphql;

/// What an API does for whoever may ask it.
public enum ApiMode {
  /// All that is asked.
  OPEN,
  /// It answers what is asked, and changes nothing.
  READ_ONLY;

  /// Why nothing is changed, for people.
  public static final String REFUSAL =
      "this server is read-only: it shows what there is, and changes nothing; ask one that was not started with --read-only or http.readOnly";

  /// What programs know the refusal by.
  public static final String CODE = "READ_ONLY";
}
