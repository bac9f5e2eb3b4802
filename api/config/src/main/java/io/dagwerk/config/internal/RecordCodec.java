package io.dagwerk.config.internal;

import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem.Kind;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A record, made by its canonical constructor; what that refuses is a problem of the document.
record RecordCodec(
    Class<?> type,
    ConfigSchema.Shape schema,
    Constructor<?> constructor,
    List<Component> components)
    implements Codec {

  /// One component: its name in documents, its codec, and how it is read from a record.
  record Component(String name, Codec codec, Method accessor) {}

  boolean isOf(@Nullable Object value) {
    return type.isInstance(value);
  }

  @Override
  public @Nullable Object read(ConfigTree tree, Reading reading, ConfigPath path) {
    if (!(tree instanceof ConfigTree.Entries(var entries))) {
      return null;
    }
    int before = reading.problems().count();
    @Nullable Object[] values = new @Nullable Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      Component component = components.get(i);
      ConfigTree child = entries.getOrDefault(component.name, ConfigTree.nothing());
      values[i] = component.codec.read(child, reading, path.entry(component.name));
    }
    return reading.problems().count() > before ? null : make(values, reading, path);
  }

  private @Nullable Object make(@Nullable Object[] values, Reading reading, ConfigPath path) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      reading.problems().add(path, Kind.REFUSED, reading.scrub(Thrown.explain(type, e.getCause())));
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the constructor of " + type.getName() + " is closed", e);
    }
  }

  @Override
  public ConfigTree write(@Nullable Object value, Function<Secret<?>, ConfigTree> secrets) {
    if (!isOf(value)) {
      return ConfigTree.nothing();
    }
    SequencedMap<String, ConfigTree> entries = new LinkedHashMap<>();
    for (Component component : components) {
      entries.put(component.name, component.codec.write(valueOf(component, value), secrets));
    }
    return new ConfigTree.Entries(entries);
  }

  @Override
  public @Nullable Object settle(@Nullable Object value, Reading reading, ConfigPath path) {
    if (!isOf(value)) {
      return value;
    }
    int before = reading.problems().count();
    @Nullable Object[] values = new @Nullable Object[components.size()];
    boolean isSame = true;
    for (int i = 0; i < values.length; i++) {
      Component component = components.get(i);
      Object found = valueOf(component, value);
      values[i] = component.codec.settle(found, reading, path.entry(component.name));
      isSame &= Identity.isSame(found, values[i]);
    }
    if (isSame) {
      return value;
    }
    return reading.problems().count() > before ? null : make(values, reading, path);
  }

  private @Nullable Object valueOf(Component component, @Nullable Object value) {
    try {
      return component.accessor.invoke(value);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(Thrown.explain(type, e.getCause()), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the accessors of " + type.getName() + " are closed", e);
    }
  }
}
