package io.eksguard.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Excerpt;
import io.eksguard.diag.SourcePos;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiagnosticTextTest {
  private final DiagnosticText plain = new DiagnosticText(false);

  @Test
  void showsThePlaceTheLineAndTheNextStep() {
    var diagnostic =
        Diagnostic.error(Code.UNKNOWN_WORD, "Unknown approach `exclude-tagged`.")
            .at(new SourcePos("fleet.yaml", 14, 17))
            .showing(new Excerpt("      approach: exclude-tagged", 14))
            .hint("Did you mean `all-except`?");

    assertThat(plain.render(List.of(diagnostic)))
        .isEqualTo(
            """
            fleet.yaml:14:17: error EG012: Unknown approach `exclude-tagged`.
               14 |       approach: exclude-tagged
                  |                 ^^^^^^^^^^^^^^
               Did you mean `all-except`?  (docs/errors.md#eg012)
            """);
  }

  @Test
  void showsTheCallToAws() {
    var diagnostic =
        Diagnostic.error(Code.ACCESS_DENIED, "AWS said no.")
            .at(
                new AwsCall(
                    "444455556666", "us-east-1", "guardduty:ListDetectors", Optional.of("abc")));

    assertThat(plain.render(List.of(diagnostic)))
        .isEqualTo(
            """
            444455556666/us-east-1 guardduty:ListDetectors (request abc): error EG101: AWS said no.
               (docs/errors.md#eg101)
            """);
  }

  private static Diagnostic denied(String account, String region) {
    return Diagnostic.error(Code.ACCESS_DENIED, "AWS denied it to role/x of " + account + ".")
        .at(new AwsCall(account, region, "eks:ListClusters", Optional.of("id-" + account)))
        .hint("Allow it in account %s, region %s.".formatted(account, region));
  }

  @Test
  void tellsOnceWhatIsTheSameInManyAccounts() {
    var all = new ArrayList<Diagnostic>();
    all.add(Diagnostic.error(Code.BUG, "First."));
    for (int i = 0; i < 30; i++) {
      all.add(denied("4444555566%02d".formatted(i), "us-east-1"));
    }
    all.add(Diagnostic.error(Code.BUG, "Last."));

    assertThat(plain.render(all))
        .isEqualTo(
            """
            error EG901: First.
               (docs/errors.md#eg901)

            30 accounts us-east-1 eks:ListClusters: error EG101: AWS denied it to role/x of ACCOUNT.
               Accounts: 444455556600, 444455556601, 444455556602, 444455556603, 444455556604 and 25 more; JSON names all.
               Allow it in account ACCOUNT, region REGION.  (docs/errors.md#eg101)

            error EG901: Last.
               (docs/errors.md#eg901)
            """);
  }

  @Test
  void namesTheRegionsOfWhatIsTheSameInSeveral() {
    assertThat(
            plain.render(
                List.of(
                    denied("444455556666", "us-east-1"),
                    denied("444455556666", "eu-west-1"),
                    denied("777788889999", "us-east-1"),
                    denied("777788889999", "eu-west-1"))))
        .contains("4 account-regions eks:ListClusters: error")
        .contains(
            "Accounts: 444455556666/us-east-1, 444455556666/eu-west-1, 777788889999/us-east-1,"
                + " 777788889999/eu-west-1.");
  }

  @Test
  void tellsAFewAccountsOneByOneWithTheirRequests() {
    assertThat(
            plain.render(
                List.of(denied("444455556666", "us-east-1"), denied("777788889999", "us-east-1"))))
        .contains("id-444455556666", "id-777788889999");
  }

  @Test
  void keepsApartWhatIsNotTheSame() {
    var all = new ArrayList<Diagnostic>();
    for (int i = 0; i < 5; i++) {
      all.add(denied("4444555566%02d".formatted(i), "us-east-1"));
      all.add(Diagnostic.error(Code.HELD, "Held `444455556600`, cluster " + i));
    }

    assertThat(plain.render(all)).contains("5 accounts", "cluster 0", "cluster 4");
  }

  @Test
  void separatesDiagnosticsByAnEmptyLine() {
    var one = Diagnostic.error(Code.BUG, "One.");

    assertThat(plain.render(List.of(one, one)))
        .isEqualTo(
            """
            error EG901: One.
               (docs/errors.md#eg901)

            error EG901: One.
               (docs/errors.md#eg901)
            """);
    assertThat(plain.render(List.of())).isEmpty();
  }

  @Test
  void neverPassesOnWhatSteersATerminal() {
    var diagnostic =
        Diagnostic.warning(Code.BAD_VALUE, "Bad `\u001b[2J\r\n\u202e\u2066\u009b`.")
            .at(new SourcePos("\u0007.yaml", 1, 3))
            .showing(new Excerpt("\t\u001bx", 1))
            .hint("\u2028");

    assertThat(plain.render(List.of(diagnostic)))
        .isEqualTo(
            """
            \\u0007.yaml:1:3: warning EG018: Bad `\\u001b[2J\\u000d\\u000a\\u202e\\u2066\\u009b`.
                1 | \\t\\u001bx
                  |         ^
               \\u2028  (docs/errors.md#eg018)
            """);
  }

  @Test
  void cutsAVeryLongLineAroundTheColumn() {
    var diagnostic =
        Diagnostic.error(Code.BAD_VALUE, "Bad.")
            .at(new SourcePos("f.yaml", 1, 501))
            .showing(new Excerpt("a".repeat(500) + "B" + "c".repeat(500), 1));

    assertThat(plain.render(List.of(diagnostic)).lines().toList())
        .contains(
            "    1 | ..." + "a".repeat(48) + "B" + "c".repeat(47) + "...",
            "      | " + " ".repeat(51) + "^");
  }

  @Test
  void putsTheMarkBelowWideCharacters() {
    var diagnostic =
        Diagnostic.error(Code.BAD_VALUE, "Bad.")
            .at(new SourcePos("f.yaml", 1, 3))
            .showing(new Excerpt("顧客x", 1));

    assertThat(plain.render(List.of(diagnostic)).lines().toList()).contains("      |     ^");
  }

  @Test
  void coloursOnlyWhenAsked() {
    var told = List.of(Diagnostic.error(Code.BUG, "One."));

    assertThat(plain.render(told)).doesNotContain("\u001b");
    assertThat(new DiagnosticText(true).render(told)).contains("\u001b[1;31merror EG901:\u001b[0m");
  }
}
