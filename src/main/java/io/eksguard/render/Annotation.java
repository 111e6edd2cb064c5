package io.eksguard.render;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.SourcePos;
import io.eksguard.diag.Where;
import io.eksguard.drift.DriftReport.Told;
import io.eksguard.drift.Matter;
import io.eksguard.drift.Subject;
import io.eksguard.plan.Step;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// One thing to show in a CI system, at the line that it is about.
///
/// @param told what it is; account text in it is spelt out safely
/// @param identity what it is, the same as long as it lasts, wherever its line moves
/// @param place its line, if it has one, in a file named as the CI system names it
/// @param spot what in AWS it is about
public record Annotation(Diagnostic told, String identity, Optional<SourcePos> place, Spot spot) {

  /// The end of a place in a file, as messages name the earlier of two.
  private static final Pattern LINE = Pattern.compile(":[0-9]{1,7}(:[0-9]{1,7})?(?![0-9])");

  /// What in AWS something is about, as far as it is about anything there.
  ///
  /// @param region the region
  /// @param account the account
  /// @param cluster the cluster
  record Spot(Optional<String> region, Optional<String> account, Optional<String> cluster) {
    static final Spot NONE = new Spot(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// A diagnostic.
  ///
  /// @param path how the CI system names a file
  static Annotation of(Diagnostic diagnostic, UnaryOperator<String> path) {
    Optional<Where> where = diagnostic.where();
    return switch (where.orElse(null)) {
      case SourcePos pos ->
          new Annotation(
              safe(diagnostic, ""),
              identity(diagnostic, path.apply(pos.file()), general(diagnostic)),
              Optional.of(at(pos, path)),
              Spot.NONE);
      case AwsCall call ->
          new Annotation(
              safe(diagnostic, calling(call)),
              identity(diagnostic, call.account() + "/" + call.region(), call.operation()),
              Optional.empty(),
              new Spot(Optional.of(call.region()), Optional.of(call.account()), Optional.empty()));
      case null ->
          new Annotation(
              safe(diagnostic, ""),
              identity(diagnostic, "", general(diagnostic)),
              Optional.empty(),
              Spot.NONE);
    };
  }

  /// What kept a step from being done, at the line that asks for the step.
  static Annotation of(Diagnostic diagnostic, Step step, UnaryOperator<String> path) {
    Annotation plain = of(diagnostic, path);
    return new Annotation(
        plain.told,
        identity(diagnostic, step.id().value(), ""),
        plain.place.or(() -> step.source().map(pos -> at(pos, path))),
        plain.spot);
  }

  /// Something that has drifted, or is told beside drift.
  static Annotation of(Told told, UnaryOperator<String> path) {
    Subject subject = told.item().subject();
    String calling =
        told.item().matter() instanceof Matter.Unreadable(Diagnostic why)
                && why.where().orElse(null) instanceof AwsCall call
            ? calling(call)
            : "";
    return new Annotation(
        safe(DriftWords.diagnostic(told), calling),
        "drift\n" + told.key(),
        told.item().source().map(pos -> at(pos, path)),
        new Spot(
            Optional.ofNullable(DriftJson.region(subject)),
            subject.where().map(at -> at.account().value()),
            subject instanceof Subject.Cluster cluster
                ? Optional.of(TerminalText.safe(cluster.name().value()))
                : Optional.empty()));
  }

  private static Diagnostic safe(Diagnostic diagnostic, String before) {
    return new Diagnostic(
        diagnostic.severity(),
        diagnostic.code(),
        TerminalText.safe(before + diagnostic.message()),
        diagnostic.where(),
        diagnostic.excerpt(),
        diagnostic.hint().map(TerminalText::safe));
  }

  /// Without the id of the request, which is another one each time.
  private static String calling(AwsCall call) {
    return call.account() + "/" + call.region() + " " + call.operation() + ": ";
  }

  private static SourcePos at(SourcePos pos, UnaryOperator<String> path) {
    return new SourcePos(path.apply(pos.file()), pos.line(), pos.column());
  }

  private static String general(Diagnostic diagnostic) {
    return LINE.matcher(diagnostic.message()).replaceAll("");
  }

  private static String identity(Diagnostic diagnostic, String where, String what) {
    return diagnostic.code().id() + "\n" + where + "\n" + what;
  }

  /// The same one more time: what is else the same is told apart by its number.
  Annotation again(int number) {
    return new Annotation(told, identity + "\n" + number, place, spot);
  }

  /// A short name of the identity, in hexadecimal digits.
  String fingerprint() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// All of it on one line: what it is, and what to do next.
  String sentence() {
    return told.message() + told.hint().map(hint -> " " + hint).orElse("");
  }
}
