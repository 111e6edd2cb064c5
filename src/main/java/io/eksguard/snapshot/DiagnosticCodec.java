package io.eksguard.snapshot;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Severity;
import io.eksguard.diag.SourcePos;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Why something could not be read, as JSON.
final class DiagnosticCodec {
  private DiagnosticCodec() {}

  static ObjectNode write(Diagnostic diagnostic) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("severity", Spot.word(diagnostic.severity()));
    node.put("code", diagnostic.code().id());
    node.put("message", diagnostic.message());
    diagnostic
        .where()
        .ifPresent(where -> {
          switch (where) {
            case AwsCall call ->
                node.put("account", call.account())
                    .put("region", call.region())
                    .put("operation", call.operation());
            case SourcePos pos ->
                node.put("file", pos.file()).put("line", pos.line()).put("column", pos.column());
          }
        });
    diagnostic.hint().ifPresent(hint -> node.put("hint", hint));
    return node;
  }

  static Diagnostic read(Spot spot) {
    var bare =
        new Diagnostic(
            spot.get("severity").word(Severity.class),
            code(spot.get("code")),
            spot.get("message").text(),
            Optional.empty(),
            Optional.empty(),
            spot.optional("hint").map(Spot::text));
    if (spot.optional("operation").isPresent()) {
      return bare.at(
          new AwsCall(
              spot.get("account").text(),
              spot.get("region").text(),
              spot.get("operation").text(),
              Optional.empty()));
    }
    if (spot.optional("file").isPresent()) {
      return bare.at(
          new SourcePos(
              spot.get("file").text(),
              spot.get("line").node().asInt(1),
              spot.get("column").node().asInt(1)));
    }
    return bare;
  }

  /// A code of a later version is one that a call failed with; its message says more.
  private static Code code(Spot spot) {
    String id = spot.text();
    return Arrays.stream(Code.values())
        .filter(code -> code.id().equals(id))
        .findFirst()
        .orElse(Code.CALL_FAILED);
  }
}
