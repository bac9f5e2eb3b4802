package io.dagwerk.execution;

import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigTree;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// Shows texts without the secrets of a run: `***` stands in their places. Immutable.
///
/// A secret is searched for as it is, as JSON writes it, and line by line. One of less than 4
/// characters is not, because it would hide ordinary text.
public final class SecretMask {
  /// The fewest characters that are searched for.
  static final int SHORTEST = 4;

  /// Hides nothing.
  static final SecretMask NONE = new SecretMask(List.of());

  private final List<String> hidden;

  private SecretMask(List<String> hidden) {
    this.hidden = hidden;
  }

  /// Hides these texts.
  public static SecretMask of(Collection<String> secrets) {
    SequencedSet<String> all = new LinkedHashSet<>();
    secrets.stream().flatMap(SecretMask::forms).forEach(all::add);
    return new SecretMask(
        all.stream().filter(form -> form.length() >= SHORTEST && !form.isBlank()).toList());
  }

  private static Stream<String> forms(String secret) {
    String json = new ConfigTree.Text(secret).toJson();
    return Stream.concat(Stream.of(secret, json.substring(1, json.length() - 1)), secret.lines());
  }

  /// Whether there is nothing to hide.
  public boolean isEmpty() {
    return hidden.isEmpty();
  }

  /// What is searched for; only for whoever shows texts of the run in another process.
  public List<String> reveal() {
    return hidden;
  }

  /// The text, with every character hidden that is part of a secret.
  public String mask(String text) {
    BitSet covered = new BitSet();
    for (String secret : hidden) {
      for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
        covered.set(at, at + secret.length());
      }
    }
    return covered.isEmpty() ? text : without(covered, text);
  }

  private static String without(BitSet covered, String text) {
    StringBuilder shown = new StringBuilder();
    int end = 0;
    for (int at = covered.nextSetBit(0); at >= 0; at = covered.nextSetBit(end)) {
      shown.append(text, end, at).append(Secret.MASK);
      end = covered.nextClearBit(at);
    }
    return shown.append(text, end, text.length()).toString();
  }

  @Override
  public String toString() {
    return "mask of " + hidden.size() + " texts";
  }
}
