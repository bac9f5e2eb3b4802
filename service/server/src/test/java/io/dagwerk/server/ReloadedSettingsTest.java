package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Locations that come, change and go while the server works.
class ReloadedSettingsTest {
  @TempDir private Path folder;
  private DeployedVersions versions;
  private HostProcess host;

  @BeforeEach
  void start() throws Exception {
    versions = new DeployedVersions(folder);
    versions.deploy("0");
    versions.deploy("1");
    write("{locations: {pipeline: %s}, runs: {most: 2}}".formatted(of("0")));
    host = new HostProcess(folder, List.of("server"));
    host.awaitPrinted("pipeline\tREADY\t", "locations", "list");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private void write(String settings) throws IOException {
    Files.writeString(folder.resolve("dagwerk.yaml"), settings);
  }

  private String of(String version) {
    return "{definitions: pipeline.Pipeline, classPath: ['%s']}"
        .formatted(folder.resolve("version-" + version));
  }

  private String reloaded() {
    Ended reloaded = host.dagwerk("settings", "reload");
    assertThat(reloaded.code()).as(reloaded.err()).isZero();
    return reloaded.out();
  }

  @Test
  @Covers("S7.4")
  void aLocationIsAddedAnotherRemovedAndItsRunGoesOn() throws Exception {
    String run = host.dagwerk("run", "gate", "--detach").out().strip();
    host.awaitPrinted("first\tRUNNING", "runs", "show", run);
    write("{locations: {other: %s}, runs: {most: 5}}".formatted(of("1")));

    assertThat(reloaded())
        .isEqualTo(
            """
            location 'other' was added, and is being loaded
            location 'pipeline' was removed; its runs that are under way go on
            'runs' was changed too, which takes effect when the server is started again
            """);

    host.awaitPrinted("other\tREADY\t", "locations", "list");
    assertThat(host.dagwerk("locations", "list").out()).doesNotContain("pipeline\t");
    assertThat(host.dagwerk("run", "tell").out()).contains("version=1");
    Files.createFile(folder.resolve("gate"));
    host.awaitPrinted("the run succeeded", "runs", "show", run);
    assertThat(host.dagwerk("runs", "logs", run).out()).contains("last=0");
  }

  @Test
  void aLocationThatIsChangedIsReplacedWhenTheNewCodeHasLoaded() throws Exception {
    write("{locations: {pipeline: %s}, runs: {most: 2}}".formatted(of("1")));

    assertThat(reloaded()).startsWith("location 'pipeline' was changed, and is being loaded");
    host.awaitPrinted("of 1", "jobs", "show", "tell");
    assertThat(host.dagwerk("run", "tell").out()).contains("version=1");
    assertThat(reloaded()).isEqualTo("location 'pipeline' is as before\n");
  }

  @Test
  void aMistakeChangesNothingAndIsTold() throws Exception {
    write("{lokations: {other: %s}}".formatted(of("1")));
    Ended refused = host.dagwerk("settings", "reload");

    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("dagwerk.yaml", "did you mean 'locations'?");
    write(
        "{locations: {other: {address: 'far.example.com:1', tls: {}, token: abc}}, runHost: {listen: '0.0.0.0:0', advertise: 'a:1', tls: {certificate: a, key: b}}}");
    assertThat(host.dagwerk("settings", "reload").err())
        .contains("locations.other", "started without 'runHost'");
    assertThat(host.dagwerk("run", "tell").out()).contains("version=0");
  }
}
