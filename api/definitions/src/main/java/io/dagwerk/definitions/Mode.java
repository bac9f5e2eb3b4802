package io.dagwerk.definitions;

import io.dagwerk.model.Ordered;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// The same job with other resources in the places of the declared ones, chosen at launch.
///
/// ```java
/// Job.named("refresh").mode("test", resources -> resources.with(warehouse, fakeWarehouse))
/// ```
///
/// @param resources what stands in for which
public record Mode(String name, SequencedMap<Resource<?>, Resource<?>> resources) {
  /// The mode of a launch that names none: every resource as declared. A job that needs a resource
  /// which is left to its modes has none of this name.
  public static final String DEFAULT = "default";

  public Mode {
    resources = Ordered.copyOf(resources);
  }

  Mode(String name) {
    this(name, new LinkedHashMap<>());
  }

  /// Puts another resource of the same type in place of a declared one.
  public <T> Mode with(Resource<T> declared, Resource<? extends T> other) {
    SequencedMap<Resource<?>, Resource<?>> more = new LinkedHashMap<>(resources);
    more.put(Handle.declared(declared, "a resource"), Handle.declared(other, "a resource"));
    return new Mode(name, more);
  }

  /// Puts a value, such as a fake, in place of a declared resource.
  public <T> Mode with(Resource<T> declared, T value) {
    Resource<T> fake =
        Resource.named(Handle.declared(declared, "a resource").name(), declared.type())
            .closing(_ -> {})
            .by(() -> value);
    return with(declared, fake);
  }

  /// What is opened for this resource.
  public Resource<?> actual(Resource<?> declared) {
    return resources.getOrDefault(declared, declared);
  }

  /// What is opened for these resources, each after those that it is made from.
  public SequencedSet<Resource<?>> opening(Iterable<? extends Resource<?>> declared) {
    SequencedSet<Resource<?>> all = new LinkedHashSet<>();
    declared.forEach(resource -> add(resource, all));
    return all;
  }

  private void add(Resource<?> declared, Set<Resource<?>> all) {
    Resource<?> actual = actual(declared);
    if (!all.contains(actual)) {
      actual.compute().inputs().stream().flatMap(Needs::resource).forEach(inner -> add(inner, all));
      all.add(actual);
    }
  }
}
