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
/// @param readsStored whether its runs read what is stored, though nothing is known of it
public record Mode(
    String name, SequencedMap<Resource<?>, Resource<?>> resources, boolean readsStored) {
  /// The mode of a launch that names none: every resource as declared. A job that needs a resource
  /// which is left to its modes has none of this name.
  public static final String DEFAULT = "default";

  public Mode {
    resources = Ordered.copyOf(resources);
  }

  /// A mode whose runs read what the instance knows to be there.
  public Mode(String name, SequencedMap<Resource<?>, Resource<?>> resources) {
    this(name, resources, false);
  }

  Mode(String name) {
    this(name, new LinkedHashMap<>());
  }

  /// Puts another resource of the same type in place of a declared one.
  public <T> Mode with(Resource<T> declared, Resource<? extends T> other) {
    SequencedMap<Resource<?>, Resource<?>> more = new LinkedHashMap<>(resources);
    more.put(Handle.declared(declared, "a resource"), Handle.declared(other, "a resource"));
    return new Mode(name, more, readsStored);
  }

  /// Reads what no step of a run makes from its store, as if it were external: another instance,
  /// such as production's, may have stored what this one knows nothing of. Whether a value is there
  /// is seen when it is read; a reader of several partitions reads all that its mapping gives it.
  ///
  /// ```java
  /// .mode("local", mode -> mode.with(values, ownOverShared).readingStored())
  /// ```
  public Mode readingStored() {
    return new Mode(name, resources, true);
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
