package io.eksguard.sim.ec2;

import io.eksguard.sim.wire.Answer;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/// The XML that EC2 answers with.
final class Xml {
  private static final String NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/";

  /// Stands for the request id until it is known.
  static final String REQUEST_ID = "{request-id}";

  private Xml() {}

  static Answer answer(String operation, String result) {
    var body =
        "<%sResponse xmlns=\"%s\">%s%s</%sResponse>"
            .formatted(operation, NAMESPACE, element("requestId", REQUEST_ID), result, operation);
    return Answer.of(200, "text/xml;charset=UTF-8", body);
  }

  static String element(String name, Object text) {
    return around(name, escape(text.toString()));
  }

  /// An element around others.
  static String around(String name, String inside) {
    return "<" + name + ">" + inside + "</" + name + ">";
  }

  /// A list of texts.
  static String texts(String name, Collection<String> texts) {
    return around(name, texts.stream().map(text -> element("item", text)).collect(joined()));
  }

  /// A list of elements around others.
  static String items(String name, Collection<String> insides) {
    return around(name, insides.stream().map(one -> around("item", one)).collect(joined()));
  }

  static String tags(Map<String, String> tags) {
    return items(
        "tagSet",
        tags.entrySet().stream()
            .map(tag -> element("key", tag.getKey()) + element("value", tag.getValue()))
            .toList());
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
