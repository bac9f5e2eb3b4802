package io.dagwerk.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataSizeTest {
  @Test
  void aTextIsAsLargeAsItsBytesWhateverItIsAbout() {
    assertThat(
            List.of(
                MetadataValue.text("1234é€😀"),
                MetadataValue.url("1234é€😀"),
                MetadataValue.path("1234é€😀"),
                MetadataValue.json("1234é€😀"),
                MetadataValue.markdown("1234é€😀")))
        .extracting(MetadataSize::of)
        .containsOnly(13L);
  }

  @Test
  void whatHasManyTextsIsAsLargeAsAllOfThem() {
    assertThat(
            MetadataSize.of(
                new MetadataValue.Table(
                    List.of("id", "name"), List.of(List.of("1", "Ann"), List.of("2", "Bo")))))
        .isEqualTo(13);
    assertThat(
            MetadataSize.of(
                new MetadataValue.TableSchema(
                    List.of(new MetadataValue.Column("id", "int", "key", false, true)))))
        .isEqualTo(8);
    assertThat(
            MetadataSize.of(
                new MetadataValue.ColumnLineage(
                    new LinkedHashMap<>(
                        Map.of(
                            "id",
                            List.of(new MetadataValue.ColumnOf(AssetKey.of("raw"), "key")))))))
        .isEqualTo(8);
    assertThat(MetadataSize.of(new MetadataValue.Image("image/png", "AAAA"))).isEqualTo(13);
  }

  @Test
  void aNumberOfVeryManyZerosIsSmall() {
    assertThat(MetadataSize.of(new MetadataValue.Amount(new BigDecimal("1E+1000000000"))))
        .isLessThan(20);
    assertThat(MetadataSize.of(MetadataValue.duration(Duration.ofDays(1)))).isLessThan(20);
  }
}
