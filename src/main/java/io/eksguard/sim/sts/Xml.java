package io.eksguard.sim.sts;

import io.eksguard.sim.wire.Answer;

/// The XML that STS answers with.
final class Xml {
  static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

  /// Stands for the request id until it is known.
  static final String REQUEST_ID = "{request-id}";

  private Xml() {}

  static Answer answer(String operation, String result) {
    var body =
        "<"
            + operation
            + "Response xmlns=\""
            + NAMESPACE
            + "\"><"
            + operation
            + "Result>"
            + result
            + "</"
            + operation
            + "Result><ResponseMetadata>"
            + element("RequestId", REQUEST_ID)
            + "</ResponseMetadata></"
            + operation
            + "Response>";
    return Answer.of(200, "text/xml", body);
  }

  static String element(String name, String text) {
    return "<" + name + ">" + escape(text) + "</" + name + ">";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
