package io.eksguard.diff.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.AccountId;
import io.eksguard.model.Place;
import io.eksguard.model.ProtectionText;
import io.eksguard.model.Region;
import io.eksguard.model.TagProtection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {
  private static final Principal US =
      Principal.ofRole("arn:aws:iam::444455556666:role/tools/eksguard");
  private static final Principal OTHERS =
      Principal.ofRole("arn:aws:iam::444455556666:role/developer");

  private static String policy(TagProtection.Form form, String... trusted) {
    return ProtectionText.of(
        new TagProtection("p", "policy", form, List.of(trusted), List.of("r-abcd"), false), "aws");
  }

  private static String scoped(String... trusted) {
    return policy(TagProtection.Form.SCOPED, trusted);
  }

  /// A policy that denies under the condition.
  private static String denying(String condition) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"eks:*","Resource":"*",
     "Condition":%s}]}
    """
        .formatted(condition);
  }

  private static boolean mayDeny(String condition) {
    return PolicyDocument.mayDeny(denying(condition), US);
  }

  @Test
  void theScopedFormIsTheOneThatWasMeasured() {
    assertThat(scoped("arn:aws:iam::*:role/org-admins/guardduty-reconciler"))
        .hasSize(347)
        .isEqualTo(
            """
            {"Version":"2012-10-17","Statement":[{"Sid":"ProtectGuardDutyManagedTag","Effect":"Deny",\
            "Action":["eks:TagResource","eks:UntagResource"],"Resource":"arn:aws:eks:*:*:cluster/*",\
            "Condition":{"ForAnyValue:StringEquals":{"aws:TagKeys":["GuardDutyManaged"]},\
            "ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/org-admins/guardduty-reconciler"]}}}]}\
            """);
  }

  @Test
  void theDocumentedFormSaysWhatCallsToEksCarry() {
    assertThat(policy(TagProtection.Form.DOCUMENTED, "arn:aws:iam::*:role/eksguard"))
        .contains("\"aws:ResourceTag/GuardDutyManaged\"")
        .contains("${aws:PrincipalTag/GuardDutyManaged}")
        .doesNotContain("ec2:");
  }

  @Test
  void theOrderOfRolesInTheFileMakesNoDifference() {
    String a = "arn:aws:iam::*:role/a";
    String b = "arn:aws:iam::*:role/b";

    assertThat(scoped(a, b)).isEqualTo(scoped(b, a, b));
  }

  @ParameterizedTest
  @EnumSource
  void eitherFormLetsTheTrustedThroughAndNobodyElse(TagProtection.Form form) {
    String policy = policy(form, "arn:aws:iam::*:role/tools/eksguard");

    assertThat(PolicyDocument.mayDeny(policy, US)).isFalse();
    assertThat(PolicyDocument.mayDeny(policy, OTHERS)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::*:role/tools/eksguard, false",
    "arn:aws:iam::444455556666:role/tools/eksguard, false",
    "arn:aws:iam::*:role/*/eksguard, false",
    "arn:aws:iam::*:role/*, false",
    "arn:*:iam::4444????6666:role/tools/eksguar?, false",
    "arn:aws:iam::*:role/eksguard, true",
    "arn:aws:iam::*:role/tools/eksguard2, true",
    "arn:aws:iam::111122223333:role/tools/eksguard, true",
    "arn:aws-cn:iam::*:role/tools/eksguard, true",
  })
  void aRoleIsTrustedPartByPartOfItsArn(String trusted, boolean denied) {
    assertThat(PolicyDocument.mayDeny(scoped(trusted), US)).isEqualTo(denied);
  }

  @Test
  void aSessionIsComparedByTheNameOfItsRoleSinceItsPathIsLost() {
    var session = Principal.ofCaller("arn:aws:sts::444455556666:assumed-role/eksguard/ci");

    assertThat(session).isEqualTo(new Principal("arn:aws:iam::444455556666:role/eksguard", false));
    assertThat(PolicyDocument.mayDeny(scoped("arn:aws:iam::*:role/tools/eksguard"), session))
        .isFalse();
    assertThat(PolicyDocument.mayDeny(scoped("arn:aws:iam::*:role/eksguard"), session)).isFalse();
    assertThat(PolicyDocument.mayDeny(scoped("arn:aws:iam::*:role/tools/ekstra"), session))
        .isTrue();
  }

  /// IAM Identity Center makes its roles below a path, which STS does not tell.
  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::*:role/AWSReservedSSO_Ops_0123456789abcdef, true",
    "arn:aws:iam::*:role/AWSReservedSSO_Ops_*, true",
    "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Dev_*, true",
    "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Ops_*, false",
    "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Ops_*, false",
    "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_*, false",
    "arn:aws:iam::*:role/*/AWSReservedSSO_Ops_*, false",
    "arn:aws:iam::*:role/*, false",
  })
  void aRoleOfIdentityCenterIsNotTrustedWithoutItsPath(String trusted, boolean denied) {
    var session =
        Principal.ofCaller(
            "arn:aws:sts::444455556666:assumed-role/AWSReservedSSO_Ops_0123456789abcdef/alice");

    assertThat(PolicyDocument.mayDeny(scoped(trusted), session)).isEqualTo(denied);
  }

  @Test
  void aPathAloneTrustsNoSessionSinceItsPathIsLost() {
    var session = Principal.ofCaller("arn:aws:sts::444455556666:assumed-role/eksguard/ci");

    assertThat(PolicyDocument.mayDeny(scoped("arn:aws:iam::*:role/tools/*"), session)).isTrue();
    assertThat(PolicyDocument.mayDeny(scoped("arn:aws:iam::*:role/*"), session)).isFalse();
  }

  @Test
  void aUserIsTheCallerAsItIs() {
    var user = Principal.ofCaller("arn:aws:iam::444455556666:user/alice");

    assertThat(user.arn()).isEqualTo("arn:aws:iam::444455556666:user/alice");
    assertThat(PolicyDocument.mayDeny(scoped("arn:aws:iam::*:role/alice"), user)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ArnNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/tools/eksguard\"}}",
        "{\"StringNotLike\":{\"aws:PrincipalARN\":[\"x\",\"*:role/tools/eks*\"]}}",
        "{\"StringNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/tools/eksguard\"}}",
        "{\"StringLike\":{\"aws:PrincipalArn\":\"*:role/developer\"}}",
        "{\"ForAnyValue:StringEquals\":{\"aws:TagKeys\":[\"Team\",\"guarddutymanaged\"]}}",
        "{\"ForAllValues:StringNotEquals\":{\"aws:TagKeys\":[\"GuardDutyManaged\"]}}",
        "{\"StringNotEquals\":{\"aws:PrincipalAccount\":\"444455556666\"}}",
        "{\"Null\":{\"aws:PrincipalArn\":\"true\"}}",
        "{\"Null\":{\"aws:TagKeys\":true}}",
        // one that does not hold is enough, whatever is not known beside it
        "{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\",\"aws:PrincipalAccount\":\"111122223333\"}}",
      })
  void lacksWhatItTakesToDeny(String condition) {
    assertThat(mayDeny(condition)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"StringNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/tools/eksguard\"}}",
        "{\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/*\"}}",
        "{\"ForAnyValue:StringLike\":{\"aws:TagKeys\":\"GuardDuty*\"}}",
        "{\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"GuardDutyManaged\"]}}",
        "{\"StringEqualsIgnoreCase\":{\"aws:PrincipalAccount\":\"444455556666\"}}",
        // what is not known here may be so
        "{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}",
        "{\"StringNotEquals\":{\"aws:PrincipalTag/team\":\"platform\"}}",
        "{\"Null\":{\"aws:PrincipalTag/GuardDutyManaged\":true}}",
        "{\"StringNotEquals\":{\"aws:PrincipalAccount\":\"${aws:PrincipalTag/home}\"}}",
        "{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"false\"}}",
        "{\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"1\"}}",
        "{\"ForSomeValues:StringEquals\":{\"aws:TagKeys\":\"x\"}}",
        "{\"ArnNotLike\":{\"aws:PrincipalArn\":\"*\"}}",
        "{\"StringEquals\":{\"aws:TagKeys\":{}}}",
        "{}",
      })
  void mayDenyWhereItDoesOrWhereItIsNotKnown(String condition) {
    assertThat(mayDeny(condition)).isTrue();
  }

  @Test
  void aVariableWithoutAValueIsEqualToNothing() {
    assertThat(
            mayDeny(
                "{\"StringEquals\":{\"aws:PrincipalAccount\":\"${aws:RequestTag/GuardDutyManaged}\"}}"))
        .as("untagging carries no such key, and what tagging sets is not known")
        .isTrue();
    assertThat(
            PolicyDocument.mayDeny(
                denying(
                        "{\"StringEquals\":{\"aws:PrincipalAccount\":\"${aws:RequestTag/GuardDutyManaged}\"}}")
                    .replace("eks:*", "eks:UntagResource"),
                US))
        .isFalse();
  }

  /// With `IfExists`, what is not there counts as if it held, however the values count together.
  @Test
  void aMissingKeyHoldsIfItNeedNotExist() {
    assertThat(
            PolicyDocument.mayDeny(
                denying(
                        "{\"ForAnyValue:StringEqualsIfExists\":{\"aws:RequestTag/GuardDutyManaged\":\"x\"}}")
                    .replace("eks:*", "eks:UntagResource"),
                US))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"} | false",
        "{\"Effect\":\"Deny\",\"Action\":\"EKS:Tag*\",\"Resource\":\"*\"} | true",
        "{\"Effect\":\"Deny\",\"Action\":[\"eks:CreateCluster\",\"ec2:*\"],\"Resource\":\"*\"} | false",
        "{\"Effect\":\"Deny\",\"NotAction\":[\"eks:*\"],\"Resource\":\"*\"} | false",
        "{\"Effect\":\"Deny\",\"NotAction\":[\"iam:*\"],\"Resource\":\"*\"} | true",
        "{\"Effect\":\"Deny\",\"Action\":\"eks:*\",\"Resource\":\"arn:aws:eks:*:*:nodegroup/*\"} | true",
        "{\"Effect\":\"Deny\",\"Action\":\"eks:*\",\"NotResource\":\"*\"} | true",
        "{\"Effect\":\"Deny\"} | true",
        "{\"Effect\":\"Maybe\",\"Action\":\"*\",\"Resource\":\"*\"} | true",
      })
  void whatAStatementIsAboutCounts(String statement, boolean denied) {
    assertThat(PolicyDocument.mayDeny("{\"Statement\":" + statement + "}", US)).isEqualTo(denied);
    assertThat(PolicyDocument.mayDeny("{\"Statement\":[" + statement + "]}", US)).isEqualTo(denied);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "[]", "{}", "{\"Statement\":3}"})
  void whatCannotBeReadMayDeny(String content) {
    assertThat(PolicyDocument.mayDeny(content, US)).isTrue();
  }

  @Test
  void aHostilePatternTakesNoTime() {
    String pattern = "*a".repeat(2_000) + "b";

    assertThat(Wildcard.matches(pattern, "a".repeat(2_000))).isFalse();
  }

  @Test
  void spacesAndTheOrderOfKeysMakeNoDifferenceToWhatItSays() {
    String one = "{\"a\": 1, \"b\": [2]}";

    assertThat(PolicyDocument.sameMeaning(one, "{\"b\":[2],\"a\":1}")).isTrue();
    assertThat(PolicyDocument.sameMeaning(one, "{\"b\":[3],\"a\":1}")).isFalse();
    assertThat(PolicyDocument.sameMeaning("no json", "no json")).isTrue();
    assertThat(PolicyDocument.sameMeaning("no json", one)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Effect":"Deny","Action":"*","Resource":"*"                                                     | true
          "Effect":"Deny","Action":["guardduty:Send*"],"Resource":"*"                                     | true
          "Effect":"Deny","NotAction":"guardduty:*","Resource":"*"                                        | false
          "Effect":"Allow","Action":"*","Resource":"*"                                                    | false
          "Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}    | true
          "Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"us-east-1"}} | false
          "Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}}  | false
          "Effect":"Deny","Action":"guardduty:*","Resource":"arn:aws:guardduty:*:*:detector/*"            | false
          """)
  void telemetryIsDeniedOnlyWhereThatIsCertain(String statement, boolean denied) {
    String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{" + statement + "}]}";
    var place = new Place(new AccountId("444455556666"), new Region("us-east-1"));

    assertThat(PolicyDocument.deniesTelemetry(policy, place)).isEqualTo(denied);
  }
}
