package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.codeclient.CodeServerAddress;
import io.dagwerk.protocol.HostSecret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What differs between two settings of locations.
class LocationChangesTest {
  private static LocationSettings code(String name, String definitions) {
    return new LocationSettings.OfCode(
        name, definitions, List.of(Path.of("classes")), Path.of("values"));
  }

  private static LocationSettings at(String name, String target, String token) {
    return new LocationSettings.AtAddress(
        name, new CodeServerAddress(target, Optional.of(HostSecret.of(token)), Optional.empty()));
  }

  private static ReloadedSettings between(
      List<LocationSettings> before, List<LocationSettings> after) {
    return LocationChanges.between(byName(before), byName(after)).told(List.of());
  }

  private static SequencedMap<String, LocationSettings> byName(List<LocationSettings> settings) {
    SequencedMap<String, LocationSettings> byName = new TreeMap<>();
    settings.forEach(each -> byName.put(each.name(), each));
    return byName;
  }

  @Test
  void whatIsThereOnlyBeforeOrAfterIsRemovedOrAdded() {
    assertThat(
            between(
                List.of(code("a", "A"), code("b", "B")), List.of(code("b", "B"), code("c", "C"))))
        .isEqualTo(
            new ReloadedSettings(List.of("c"), List.of("a"), List.of(), List.of("b"), List.of()));
  }

  @Test
  void anotherClassAddressOrTokenIsAChange() {
    assertThat(
            between(
                List.of(
                    code("a", "A"),
                    at("b", "127.0.0.1:1", "one"),
                    at("c", "127.0.0.1:1", "one"),
                    at("d", "127.0.0.1:1", "one"),
                    code("e", "E")),
                List.of(
                    code("a", "Other"),
                    at("b", "127.0.0.1:2", "one"),
                    at("c", "127.0.0.1:1", "two"),
                    at("d", "127.0.0.1:1", "one"),
                    at("e", "127.0.0.1:1", "one"))))
        .isEqualTo(
            new ReloadedSettings(
                List.of(), List.of(), List.of("a", "b", "c", "e"), List.of("d"), List.of()));
  }
}
