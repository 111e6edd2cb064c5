package io.eksguard.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.Region;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeftoverTextTest {
  @Test
  void theNodesAreCountedWhereGuardDutyHasCountedThem() {
    assertThat(LeftoverText.cost(new Region("us-east-1"), Optional.of(3L)))
        .startsWith("each vCPU of its 3 nodes USD 0.25 to 1.50 a month (us-east-1, read ");
    assertThat(LeftoverText.cost(new Region("us-east-1"), Optional.empty()))
        .startsWith("each vCPU of its nodes USD ");
  }

  @Test
  void thePriceOfOneRegionIsNotThatOfAnother() {
    assertThat(LeftoverText.cost(new Region("eu-west-1"), Optional.of(1L)))
        .startsWith("each vCPU of its 1 node, at a price that is not known here for eu-west-1")
        .contains("as an example USD 0.25 to 1.50 a month (us-east-1");
  }
}
