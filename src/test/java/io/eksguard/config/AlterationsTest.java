package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.Desired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a file is taken to say with `--set` and `--unset`.
class AlterationsTest {
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1, eu-west-1]
      organization:
        administrator: {account: "111122223333", approach: all}
        members:
          - account: "444455556666"
            approach: all-except
            exclude: [legacy, {name: old, region: eu-west-1}]
          - accounts: ["777788889999", "888899990000"]
            approach: only
            include: [payments]
      access: {members: {role: "arn:aws:iam::{account}:role/x"}}
      """;

  @TempDir private Path folder;
  private final DesiredStateReader reader = new DesiredStateReader(BadFiles.TODAY);

  private Alteration.Read read(String... typed) {
    return reader.readText("f.yaml", FILE, Arrays.stream(typed).map(AlterationsTest::of).toList());
  }

  /// `-PATH` removes, anything else sets.
  private static Alteration of(String typed) {
    return typed.startsWith("-")
        ? new Alteration(Alteration.Kind.UNSET, typed.substring(1))
        : new Alteration(Alteration.Kind.SET, typed);
  }

  private Desired altered(String... typed) {
    var read = read(typed);

    assertThat(read.result().diagnostics()).isEmpty();
    return read.result().loaded().orElseThrow().desired();
  }

  private Desired written(String before, String after) {
    String text = FILE.replace(before, after);
    assertThat(text).isNotEqualTo(FILE);
    return reader.readText("f.yaml", text).loaded().orElseThrow().desired();
  }

  @Test
  void aValueIsPutInPlaceOfAnother() {
    assertThat(altered("feature=EKS_RUNTIME_MONITORING"))
        .isEqualTo(written("feature: RUNTIME", "feature: EKS_RUNTIME"));
  }

  @Test
  void anEntryIsNamedByNumberOrByAKey() {
    Desired wanted = written("include: [payments]", "include: [payments, web]");

    assertThat(altered("organization.members[1].include=[payments, web]")).isEqualTo(wanted);
    assertThat(altered("organization.members[accounts=888899990000].include+=web"))
        .isEqualTo(wanted);
    assertThat(altered("organization.members[approach=\"only\"].include+=[web]")).isEqualTo(wanted);
  }

  @Test
  void aMappingThatIsMissingIsBegun() {
    assertThat(altered("limits.untag=3"))
        .isEqualTo(written("access: {", "limits: {untag: 3}\naccess: {"));
  }

  @Test
  void aListThatIsMissingIsBegun() {
    assertThat(altered("standalone+={account: \"123456789012\", approach: all}", "-organization"))
        .isEqualTo(
            altered("organization=", "standalone=[{account: \"123456789012\", approach: all}]"));
  }

  @Test
  void oneAlterationMayChangeWhatTheOneBeforeMade() {
    assertThat(altered("organization.members[0].approach=all", "-organization.members[0].exclude"))
        .isEqualTo(
            altered(
                "organization.members[0]={account: \"444455556666\", approach: manual}",
                "organization.members[0].approach=all"));
  }

  @Test
  void aClusterThatIsANameAloneHasAName() {
    assertThat(altered("organization.members[0].exclude[name=legacy].region=us-east-1"))
        .isEqualTo(written("[legacy,", "[{name: legacy, region: us-east-1},"));
    assertThat(altered("-organization.members[0].exclude[name=legacy]"))
        .isEqualTo(written("[legacy, ", "["));
  }

  @Test
  void aValueMayHaveSeveralLines() {
    assertThat(
            altered("organization.members[0].exclude=- legacy\n- name: old\n  region: eu-west-1"))
        .isEqualTo(altered("feature=RUNTIME_MONITORING"));
  }

  @Test
  void saysWhatWasMadeInOneLineOfYaml() {
    assertThat(
            read(
                    "organization.members[0].exclude=[]",
                    "regions+=us-west-2",
                    "-access",
                    "limits.disable=1")
                .made())
        .containsExactly(
            new Alteration.Made(
                "organization.members[0].exclude",
                false,
                Optional.of("[legacy, {name: old, region: eu-west-1}]"),
                Optional.of("[]")),
            new Alteration.Made("regions", true, Optional.empty(), Optional.of("us-west-2")),
            new Alteration.Made(
                "access",
                false,
                Optional.of("{members: {role: \"arn:aws:iam::{account}:role/x\"}}"),
                Optional.empty()),
            new Alteration.Made("limits.disable", false, Optional.empty(), Optional.of("1")));
  }

  @Test
  void aMistakeInAValueIsWhereItWasTyped() {
    List<Diagnostic> told =
        read("regions+=us-west-2", "organization.members[0].approach=all-excep")
            .result()
            .diagnostics();

    assertThat(told).extracting(Diagnostic::code).containsExactly(Code.UNKNOWN_WORD);
    assertThat(told.getFirst().where().map(Object::toString)).contains("--set 2:1:34");
    assertThat(told.getFirst().excerpt().orElseThrow().line())
        .isEqualTo("organization.members[0].approach=all-excep");
  }

  @Test
  void aMistakeThatAValueMakesOfTheFileIsInTheFile() {
    List<Diagnostic> told = read("organization.members[0].approach=all").result().diagnostics();

    assertThat(told)
        .extracting(one -> one.where().map(Object::toString).orElse(""))
        .containsExactly("f.yaml:9:7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          organisation.members[0]=x; There is no `organisation` in the file.; Did you mean `organization`?
          -limits; There is no `limits` in the file.; There: `feature`, `regions`, `organization`, `access`.
          organization.member[0]=x; There is no `member` in `organization`.; Did you mean `members`?
          limits.untagged=3; Unknown key `untagged` in `limits`.; Known: `disable`, `untag`
          organization.members.approach=all; `organization.members` is a list and has no key `approach`.; `organization.members[0]`
          feature.x=all; `feature` is a text and has no key `x`.; End the path before it.
          organization[0]=all; `organization` is a mapping, and not a list.; Leave `[...]` out.
          regions[2]=x; There is no entry 2, the list has 2.; counted from 0
          organization.members[account=444455556667].approach=all; No entry of `organization.members` has `account: 444455556667`.; Did you mean `444455556666`?
          organization.members[account=777788889999].approach=all; No entry of `organization.members` has `account: 777788889999`.; `[accounts=777788889999]`
          organization.members[acount=444455556666].approach=all; No entry of `organization.members` has `acount: 444455556666`.; Did you mean `[account=444455556666]`?
          feature+=x; `feature` is a text, and `+=` appends to a list.; Write `=`
          regions+=; There is no value here.; Write one value
          feature; There is no `=` behind the path.; `--unset PATH` removes
          -feature=x; `--unset` takes a path alone.; Write `--set PATH=VALUE`
          =x; A key is missing here.; A path is keys
          regions[0; The `[` that stands here is never closed.; A path is keys
          regions[x]=y; In `[...]` stands which entry is meant.; A path is keys
          regions[0]x=y; After `]` comes `.`, `[`, `=` or `+=`.; A path is keys
          version=2; `version` says how each file is read, and stays as it is.; Leave it out.
          """)
  void aWrongPathIsToldWithWhatIsThere(String typed, String message, String hint) {
    List<Diagnostic> told = read(typed).result().diagnostics();

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().message()).isEqualTo(message);
    assertThat(told.getFirst().hint().orElse("")).contains(hint);
    assertThat(told.getFirst().where().map(Object::toString).orElse("")).startsWith("--");
  }

  @Test
  void inSeveralFilesAPathIsLookedUpInAllTogether() throws IOException {
    Path first = Files.writeString(folder.resolve("a.yaml"), FILE);
    Path second =
        Files.writeString(
            folder.resolve("b.yaml"),
            """
            version: 1
            organization: {members: [{account: "999900001111", approach: all}]}
            """);

    var alone =
        reader.read(
            List.of(first, second),
            List.of(of("organization.members[account=999900001111].approach=manual")));
    var several =
        reader.read(List.of(first, second), List.of(of("organization.members[approach=all]=")));
    var ambiguous =
        reader.read(
            List.of(first, second),
            List.of(
                of("organization.members[0]={account: \"444455556666\", approach: all}"),
                of("organization.members[approach=all].approach=manual")));

    assertThat(alone.result().diagnostics()).isEmpty();
    assertThat(several.result().diagnostics()).isEmpty();
    assertThat(ambiguous.result().diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly(
            "2 entries of `organization.members` have `approach: all`, at --set 1:1:26 and "
                + second
                + ":2:27.");
    assertThat(ambiguous.result().diagnostics().getFirst().hint())
        .contains("Say which by its number: `[0]` or `[2]`.");
  }
}
