package io.dagwerk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SizeLimitsTest {
  @ParameterizedTest
  @EnumSource(SizeLimit.class)
  void whatIsUsualMayBeSaidToo(SizeLimit limit) {
    SizeLimits limits = SizeLimits.DEFAULT.with(limit, limit.usual());

    assertThat(limits.of(limit)).isEqualTo(SizeLimits.DEFAULT.of(limit)).isEqualTo(limit.usual());
  }

  @ParameterizedTest
  @EnumSource(SizeLimit.class)
  void aLimitThatCannotBeIsRefusedByItsName(SizeLimit limit) {
    assertThatThrownBy(() -> SizeLimits.DEFAULT.with(limit, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(limit.setting() + " is from ")
        .hasMessageEndingWith("but found 0");
    assertThatThrownBy(() -> SizeLimits.DEFAULT.with(limit, Long.MAX_VALUE))
        .hasMessageContaining("but found 9,223,372,036,854,775,807");
  }

  @Test
  void whatIsBeyondALimitIsToldWithTheSettingAndWhatIsWithinIsNot() {
    SizeLimits limits = SizeLimits.DEFAULT.with(SizeLimit.TAGS, 2);

    assertThat(limits.problem(SizeLimit.TAGS, "the run", 2)).isEmpty();
    assertThat(limits.problem(SizeLimit.TAGS, "the run", 3))
        .contains(
            "the run has 3 tags, but limits.tags is 2; give less, or raise that setting of dagwerk.yaml");
  }
}
