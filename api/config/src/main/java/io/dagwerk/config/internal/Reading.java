package io.dagwerk.config.internal;

import io.dagwerk.config.Environment;
import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem.Kind;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ConfigWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One reading of a document: where variables are looked up, what went wrong, and which secrets
/// were seen and so must not appear in a message. For one thread.
public final class Reading {
  private final Environment environment;
  private final Problems problems;
  private final Consumer<String> onSecret;
  private final List<String> secrets;
  private final List<ConfigWarning> warnings = new ArrayList<>();

  /// @param onSecret told the text of every secret that is read
  public Reading(Environment environment, Problems problems, Consumer<String> onSecret) {
    this(environment, problems, onSecret, new ArrayList<>());
  }

  private Reading(
      Environment environment, Problems problems, Consumer<String> onSecret, List<String> secrets) {
    this.environment = environment;
    this.problems = problems;
    this.onSecret = onSecret;
    this.secrets = secrets;
  }

  /// A reading with no problems yet, which conceals the same secrets.
  public Reading fresh() {
    return new Reading(environment, new Problems(), onSecret, secrets);
  }

  public Problems problems() {
    return problems;
  }

  /// What still works and will not.
  public List<ConfigWarning> warnings() {
    return warnings;
  }

  /// The value itself where the tree is a reference to a variable; empty, with a problem added, if
  /// it is not set or holds no such value.
  Optional<ConfigTree> value(ConfigSchema.Scalar schema, ConfigTree tree, ConfigPath path) {
    return Reference.find(tree)
        .map(variable -> lookUp(schema, variable, path))
        .orElseGet(() -> Optional.of(tree));
  }

  private Optional<ConfigTree> lookUp(
      ConfigSchema.Scalar schema, String variable, ConfigPath path) {
    Optional<String> text = environment.find(variable);
    if (text.isEmpty()) {
      problems.add(
          path,
          Kind.UNSET_VARIABLE,
          "the environment variable %s is not set; set it where the run is executed%s"
              .formatted(variable, orGive(schema)));
      return Optional.empty();
    }
    Optional<ConfigTree> value = Scalars.parse(schema, text.orElseThrow());
    if (value.isEmpty()) {
      problems.add(
          path,
          Kind.WRONG_VARIABLE,
          "expected %s, but the environment variable %s holds another text"
              .formatted(Scalars.expectation(schema), variable));
    }
    return value;
  }

  private static String orGive(ConfigSchema.Scalar schema) {
    return schema instanceof ConfigSchema.Secret ? "" : ", or give " + Scalars.expectation(schema);
  }

  /// The text of a secret's variable.
  Optional<String> secret(String variable, ConfigPath path) {
    return lookUp(new ConfigSchema.Secret(), variable, path)
        .map(tree -> tree instanceof ConfigTree.Text(String text) ? text : "");
  }

  /// Keeps this text out of every message to come, also where it is quoted and shortened.
  void conceal(String secret) {
    if (!secret.isEmpty()) {
      onSecret.accept(secret);
      secrets.add(secret);
      secrets.add(Found.quotedBeginning(secret));
    }
  }

  /// The message of code that saw the values, without the secrets.
  public String scrub(String message) {
    String scrubbed = message;
    for (String secret : secrets) {
      scrubbed = scrubbed.replace(secret, Secret.MASK);
    }
    return scrubbed;
  }
}
