package io.eksguard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diff.policy.Bound;
import io.eksguard.diff.policy.Principal;
import io.eksguard.model.Access;
import io.eksguard.model.AccountId;
import io.eksguard.model.Reach;
import io.eksguard.model.Region;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PolicyBasisTest {
  private static final AccountId ADMINISTRATOR = new AccountId("111122223333");
  private static final AccountId MEMBER = new AccountId("444455556666");
  private static final String AUTHOR = "arn:aws:sts::111122223333:assumed-role/author/me";
  private static final String ELSEWHERE = "arn:aws:sts::999900001111:assumed-role/other/me";

  private static PolicyBasis basis(String member) {
    var accounts = new TreeMap<AccountId, Bound>();
    accounts.put(ADMINISTRATOR, new Bound(Principal.ofCaller(AUTHOR), true, new TreeSet<>()));
    accounts.put(MEMBER, new Bound(Principal.ofRole(member), false, new TreeSet<>()));
    return new PolicyBasis("policy", Optional.empty(), new TreeSet<>(), accounts);
  }

  private static Reach reach(Optional<String> administrator) {
    return new Reach(
        Optional.of(ADMINISTRATOR),
        new Access(
            administrator.map(PolicyBasisTest::role),
            Optional.of(role("arn:aws:iam::{account}:role/eksguard")),
            Optional.empty()),
        new Region("us-east-1"));
  }

  private static Access.Role role(String arn) {
    return new Access.Role(arn, Optional.empty(), Optional.empty());
  }

  private static Bound bound(PolicyBasis basis, AccountId account) {
    return Optional.ofNullable(basis.accounts().get(account)).orElseThrow();
  }

  private static String writer(PolicyBasis basis, AccountId account) {
    return bound(basis, account).principal().arn();
  }

  @Test
  void aCallerFromElsewhereWritesByTheRoleAndNotAsItself() {
    var now =
        basis("arn:aws:iam::444455556666:role/eksguard")
            .calledBy(ELSEWHERE, reach(Optional.of("arn:aws:iam::111122223333:role/admin")));

    assertThat(writer(now, ADMINISTRATOR)).isEqualTo("arn:aws:iam::111122223333:role/admin");
    assertThat(bound(now, ADMINISTRATOR).isCaller()).isFalse();
  }

  @Test
  void aCallerWritesItselfInItsOwnAccountWhateverRoleIsNamed() {
    var now =
        basis("arn:aws:iam::444455556666:role/eksguard")
            .calledBy(
                "arn:aws:sts::444455556666:assumed-role/other/me",
                reach(Optional.of("arn:aws:iam::111122223333:role/admin")));

    assertThat(writer(now, MEMBER)).isEqualTo("arn:aws:iam::444455556666:role/other");
  }

  @Test
  void whereNoRoleLeadsWhoeverPlannedMustNotBeLockedOut() {
    var now =
        basis("arn:aws:iam::444455556666:role/eksguard")
            .calledBy(ELSEWHERE, reach(Optional.empty()));

    assertThat(writer(now, ADMINISTRATOR)).isEqualTo("arn:aws:iam::111122223333:role/author");
  }

  @Test
  void theRoleIsTheOneOfTheWayAndNotTheOneThatAFileClaims() {
    var now =
        basis("arn:aws:iam::444455556666:role/trusted")
            .calledBy(ELSEWHERE, reach(Optional.empty()));

    assertThat(writer(now, MEMBER)).isEqualTo("arn:aws:iam::444455556666:role/eksguard");
  }
}
