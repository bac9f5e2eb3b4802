package io.dagwerk.config;

import io.dagwerk.config.internal.Deprecations;
import io.dagwerk.config.internal.Masking;
import io.dagwerk.config.internal.Problems;
import io.dagwerk.config.internal.Resolution;
import io.dagwerk.config.internal.Validation;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ConfigWarning;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is done with config documents: check, complete, bind, hide.
///
/// A document is a [ConfigTree] or what [ConfigTree#of] takes: null, Boolean, Number, String, List
/// and Map with text keys. Nothing here changes it. All methods may be called by any thread.
///
/// ```java
/// ConfigSchema schema = ConfigSchemas.of(ReadConfig.class);
/// List<ConfigProblem> problems = Config.check(schema, document);   // before a run, by the host
/// ConfigTree stored = Config.resolve(schema, document);            // {env: NAME} stays
/// ReadConfig config = Config.bind(ReadConfig.class, stored, Environment.process()).get();
/// ```
public final class Config {
  private Config() {}

  /// The value that a document says; see [ConfigType#bind].
  ///
  /// @throws InvalidConfigType if the class cannot be config
  public static <T> Binding<T> bind(
      Class<T> type, @Nullable Object document, Environment environment) {
    return ConfigType.of(type).bind(document, environment);
  }

  /// The same for a document that stands at `path` of a greater one.
  public static <T> Binding<T> bind(
      Class<T> type, @Nullable Object document, Environment environment, ConfigPath path) {
    return ConfigType.of(type).bind(document, environment, path);
  }

  /// All that is wrong with a document, without looking up variables or running user code.
  public static List<ConfigProblem> check(ConfigSchema schema, @Nullable Object document) {
    return check(schema, document, ConfigPath.ROOT);
  }

  /// The same for a document that stands at `path` of a greater one.
  public static List<ConfigProblem> check(
      ConfigSchema schema, @Nullable Object document, ConfigPath path) {
    Problems problems = new Problems();
    Validation.check(schema, tree(schema, document), path, problems);
    return problems.toList();
  }

  /// What a document that fits gives under a former name, or though it goes away.
  public static List<ConfigWarning> warnings(
      ConfigSchema schema, @Nullable Object document, ConfigPath path) {
    return Deprecations.in(schema, tree(schema, document), path);
  }

  /// The complete document: defaults filled in, entries in the order of the schema, `{env: NAME}`
  /// left as it is. Resolving twice changes nothing more.
  ///
  /// @throws InvalidConfig with all problems, if the document does not fit
  public static ConfigTree resolve(ConfigSchema schema, @Nullable Object document) {
    List<ConfigProblem> problems = check(schema, document);
    if (!problems.isEmpty()) {
      throw new InvalidConfig(problems);
    }
    return Resolution.resolve(schema, tree(schema, document));
  }

  /// The document as it may be shown or logged: `***` for each secret that is not `{env: NAME}`.
  /// Works on wrong documents too, and rather hides too much there.
  public static ConfigTree mask(ConfigSchema schema, @Nullable Object document) {
    return Masking.mask(schema, ConfigTree.of(document));
  }

  /// The document with another laid on top: maps are merged deeply, the later one wins, lists are
  /// replaced.
  public static ConfigTree merge(@Nullable Object base, @Nullable Object over) {
    return ConfigTree.of(base).merge(ConfigTree.of(over));
  }

  /// The tree of a config record; see [ConfigType#treeOf]. Where the record is the choice of a
  /// sealed interface, take the [ConfigType] of the interface to have the choice named.
  ///
  /// @throws InvalidConfigType if the class of the record cannot be config
  public static ConfigTree treeOf(Record value) {
    return treeOf(value, Masking::shown);
  }

  /// The same, with what this function gives in the place of each secret; see [ConfigType#treeOf].
  ///
  /// @throws InvalidConfigType if the class of the record cannot be config
  public static ConfigTree treeOf(Record value, Function<Secret<?>, ConfigTree> secrets) {
    return treeOf(value.getClass(), value, secrets);
  }

  private static <T> ConfigTree treeOf(
      Class<T> type, Object value, Function<Secret<?>, ConfigTree> secrets) {
    return ConfigType.of(type).treeOf(type.cast(value), secrets);
  }

  private static ConfigTree tree(ConfigSchema schema, @Nullable Object document) {
    return ConfigType.orEmpty(schema, ConfigTree.of(document));
  }
}
