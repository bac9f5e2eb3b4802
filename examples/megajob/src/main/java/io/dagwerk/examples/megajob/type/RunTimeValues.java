package io.dagwerk.examples.megajob.type;

import io.dagwerk.definitions.Context;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What the placeholders of a job stand for in one of its runs. Immutable.
public final class RunTimeValues {
  private final String job;
  private final Context context;

  private RunTimeValues(String job, Context context) {
    this.job = job;
    this.context = context;
  }

  /// The values for this attempt at a job.
  public static RunTimeValues of(String job, Context context) {
    return new RunTimeValues(job, context);
  }

  private String value(String name) {
    return switch (name) {
      case Placeholders.PARTITION ->
          context.partitions().stream()
              .findFirst()
              .map(Object::toString)
              .orElseThrow(
                  () -> new IllegalStateException("job '%s' has no partitions".formatted(job)));
      case "run" -> context.runId().toString();
      case "job" -> job;
      default -> throw new IllegalStateException("no run-time value is called " + name);
    };
  }

  /// A text with its placeholders filled in.
  public String in(String text) {
    return Placeholders.filled(text, this::value);
  }

  /// Params with every text in them filled in, however deep; secrets stay as they are.
  public <P extends Record> P in(P params) {
    RecordComponent[] components = params.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    boolean changed = false;
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      Object before = valueOf(components[i], params);
      values[i] = filled(before);
      changed |= !values[i].equals(before);
    }
    return changed ? made(params, types, values) : params;
  }

  private Object filled(Object value) {
    return switch (value) {
      case String text -> in(text);
      case Optional<?> some -> some.map(this::filled);
      case List<?> items -> {
        List<Object> all = new ArrayList<>();
        items.forEach(item -> all.add(filled(item)));
        yield List.copyOf(all);
      }
      case Map<?, ?> entries -> {
        SequencedMap<Object, Object> all = new LinkedHashMap<>();
        entries.forEach((key, item) -> all.put(key, filled(item)));
        yield Collections.unmodifiableSequencedMap(all);
      }
      case Record nested -> in(nested);
      default -> value;
    };
  }

  private static Object valueOf(RecordComponent component, Record params) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(params);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static <P extends Record> P made(P params, Class<?>[] types, Object[] values) {
    try {
      Constructor<?> constructor = params.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      @SuppressWarnings("unchecked") // made by the constructor of its own class
      P made = (P) constructor.newInstance(values);
      return made;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make another " + params.getClass(), e);
    }
  }
}
