package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.codeclient.CodeServerAddress;
import io.dagwerk.protocol.HostSecret;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.runhost.WorkerOrigin;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is known of locations by their settings.
class LocationsTest {
  private static final RunHostAddress RUN_HOST = RunHostAddress.plain("127.0.0.1:1");

  @Test
  void onlyTheWorkersOfCodeThatThisHostLoadsAreItsOwn() {
    List<LocationSettings> settings =
        List.of(
            new LocationSettings.OfCode("loaded", "Pipeline", List.of(), Path.of("values")),
            new LocationSettings.AtAddress(
                "standing", new CodeServerAddress("127.0.0.1:1", HostSecret.create())));
    try (Locations locations =
        new Locations(
            DaemonSettings.of(settings, List.of()),
            new RunHosts(RUN_HOST, RUN_HOST),
            new Locations.Listener(_ -> {}, () -> {}))) {
      assertThat(locations.origin("loaded")).isEqualTo(WorkerOrigin.OWN);
      assertThat(locations.origin("standing")).isEqualTo(WorkerOrigin.ELSEWHERE);
      assertThat(locations.origin("described no more")).isEqualTo(WorkerOrigin.ELSEWHERE);
    }
  }
}
