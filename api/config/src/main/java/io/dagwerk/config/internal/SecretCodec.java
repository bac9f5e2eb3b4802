package io.dagwerk.config.internal;

import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem.Kind;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `Secret<String>`: read from a text or a variable.
record SecretCodec() implements Codec {

  @Override
  public ConfigSchema schema() {
    return new ConfigSchema.Secret();
  }

  @Override
  public @Nullable Object read(ConfigTree tree, Reading reading, ConfigPath path) {
    Optional<String> variable = Reference.find(tree);
    if (variable.isPresent()) {
      return settle(Secret.env(variable.orElseThrow()), reading, path);
    }
    String text = tree instanceof ConfigTree.Text(String value) ? value : "";
    if (text.equals(Secret.MASK)) {
      reading
          .problems()
          .add(
              path,
              Kind.WRONG_VALUE,
              "this secret was hidden when its config was stored; give it as {env: NAME}");
      return null;
    }
    reading.conceal(text);
    return Secret.of(text);
  }

  @Override
  public ConfigTree write(@Nullable Object value, Function<Secret<?>, ConfigTree> secrets) {
    return value instanceof Secret<?> secret ? secrets.apply(secret) : ConfigTree.nothing();
  }

  @Override
  public @Nullable Object settle(@Nullable Object value, Reading reading, ConfigPath path) {
    if (!(value instanceof Secret<?> secret)) {
      return value;
    }
    if (secret.isKnown()) {
      reading.conceal(String.valueOf(secret.reveal()));
      return secret;
    }
    Optional<String> text = secret.variable().flatMap(variable -> reading.secret(variable, path));
    text.ifPresent(reading::conceal);
    return text.map(found -> Secret.of(found, secret.variable().orElseThrow())).orElse(null);
  }
}
