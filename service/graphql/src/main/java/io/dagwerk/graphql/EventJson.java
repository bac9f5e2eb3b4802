package io.dagwerk.graphql;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Writes an event as JSON: its components by their names, after its `kind`. Keys, ids, times and
/// durations are texts; what is not there is null. Pure.
final class EventJson {
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private EventJson() {}

  static ConfigTree of(Event event) {
    return kinded((Record) event);
  }

  private static ConfigTree tree(Object value) {
    return switch (value) {
      case StepKey _, AssetKey _, PartitionKey _, RunId _, Instant _, Duration _, Enum<?> _ ->
          new ConfigTree.Text(value.toString());
      case Optional<?> optional ->
          optional.isPresent() ? tree(optional.get()) : ConfigTree.nothing();
      case List<?> list -> new ConfigTree.Items(list.stream().map(EventJson::tree).toList());
      case Map<?, ?> map -> entries(map);
      case Metadata metadata -> entries(metadata.values());
      case MetadataValue fact -> kinded((Record) fact);
      case OutputAddress address -> kinded((Record) address);
      case Record record -> new ConfigTree.Entries(components(record, new LinkedHashMap<>()));
      default -> ConfigTree.of(value);
    };
  }

  private static ConfigTree entries(Map<?, ?> map) {
    SequencedMap<String, ConfigTree> entries = new LinkedHashMap<>();
    map.forEach((key, value) -> entries.put(String.valueOf(key), tree(value)));
    return new ConfigTree.Entries(entries);
  }

  private static ConfigTree kinded(Record record) {
    SequencedMap<String, ConfigTree> entries = new LinkedHashMap<>();
    entries.put("kind", new ConfigTree.Text(record.getClass().getSimpleName()));
    return new ConfigTree.Entries(components(record, entries));
  }

  private static SequencedMap<String, ConfigTree> components(
      Record record, SequencedMap<String, ConfigTree> entries) {
    for (RecordComponent component : COMPONENTS.get(record.getClass())) {
      entries.put(component.getName(), tree(valueOf(component, record)));
    }
    return entries;
  }

  private static Object valueOf(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component + " of " + record.getClass(), e);
    }
  }
}
