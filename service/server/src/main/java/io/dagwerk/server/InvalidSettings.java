package io.dagwerk.server;

import java.util.List;

/// What is wrong with the settings of an instance. The message is for the person who wrote them.
public final class InvalidSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static InvalidSettings of(String problem) {
    return new InvalidSettings(List.of(problem));
  }

  InvalidSettings(List<String> problems) {
    super(String.join("\n", problems));
  }
}
