package io.eksguard.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.AccountId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberStateTest {
  @ParameterizedTest
  @CsvSource({
    "Enabled, ENABLED",
    "ENABLED, ENABLED",
    "enabled, ENABLED",
    "Disabled, DISABLED",
    "CREATED, CREATED",
    "invited, INVITED",
    "Removed, REMOVED",
    "RESIGNED, RESIGNED",
    "EmailVerificationInProgress, EMAIL_VERIFICATION_IN_PROGRESS",
    "EMAILVERIFICATIONFAILED, EMAIL_VERIFICATION_FAILED",
    "AccountSuspended, ACCOUNT_SUSPENDED",
    "RegionDisabled, REGION_DISABLED",
    "Paused, OTHER",
    "Other, OTHER",
    "'', OTHER",
  })
  void isReadFromTheWordWithoutRegardToCase(String word, MemberState state) {
    var member = new Member(new AccountId("444455556666"), word);

    assertThat(member.state()).isEqualTo(state);
    assertThat(member.isActive()).isEqualTo(state == MemberState.ENABLED);
  }
}
