package io.eksguard.sim;

import io.eksguard.sim.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A client that is no AWS SDK: it writes requests by hand, so that the tests see the wire.
record Client(URI endpoint, String accessKey, String region) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static Client of(Sandbox sandbox) {
    return new Client(sandbox.endpoint(), "anything", "us-east-1");
  }

  /// The same client with other credentials; an account id is that account's root user.
  Client as(String otherKey) {
    return new Client(endpoint, otherKey, region);
  }

  Client in(String otherRegion) {
    return new Client(endpoint, accessKey, otherRegion);
  }

  /// An answer, its body read as JSON.
  record Reply(int status, HttpResponse<String> http) {
    JsonNode json() {
      return Json.read(http.body());
    }

    String text(String... path) {
      var node = json();
      for (var key : path) {
        node = key.matches("[0-9]+") ? node.path(Integer.parseInt(key)) : node.path(key);
      }
      return node.asString("");
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    /// What is between two tags of an XML body.
    String xml(String element) {
      var body = http.body();
      var from = body.indexOf("<" + element + ">");
      return from < 0
          ? ""
          : body.substring(from + element.length() + 2, body.indexOf("</" + element + ">"));
    }
  }

  Reply get(String service, String path) {
    return send(service, "GET", path, "", Map.of());
  }

  Reply post(String service, String path, String body) {
    return send(service, "POST", path, body, Map.of("Content-Type", "application/json"));
  }

  Reply delete(String service, String path) {
    return send(service, "DELETE", path, "", Map.of());
  }

  Reply organizations(String operation, String body) {
    return send(
        "organizations",
        "POST",
        "/",
        body,
        Map.of(
            "Content-Type",
            "application/x-amz-json-1.1",
            "X-Amz-Target",
            "AWSOrganizationsV20161128." + operation));
  }

  Reply sts(String operation, Map<String, String> fields) {
    return form("sts", operation, "2011-06-15", fields);
  }

  Reply ec2(String operation, Map<String, String> fields) {
    return form("ec2", operation, "2016-11-15", fields);
  }

  private Reply form(String service, String operation, String version, Map<String, String> fields) {
    var form =
        fields.entrySet().stream()
            .map(e -> "&" + encode(e.getKey()) + "=" + encode(e.getValue()))
            .collect(Collectors.joining());
    return send(
        service,
        "POST",
        "/",
        "Action=" + operation + "&Version=" + version + form,
        Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"));
  }

  /// A client with the credentials of a role.
  Client assume(String role) {
    var reply = sts("AssumeRole", Map.of("RoleArn", role, "RoleSessionName", "test"));
    return as(reply.xml("AccessKeyId"));
  }

  String detector() {
    return get("guardduty", "/detector").text("detectorIds", "0");
  }

  Reply feature(String name, String status, String addon) {
    return post("guardduty", "/detector/" + detector(), features(name, status, addon));
  }

  Reply memberFeature(String account, String name, String status, String addon) {
    var features = features(name, status, addon).substring(1);
    return post(
        "guardduty",
        "/detector/" + detector() + "/member/detector/update",
        "{\"accountIds\":[\"" + account + "\"]," + features);
  }

  private static String features(String name, String status, String addon) {
    return """
    {"features":[{"name":"%s","status":"%s","additionalConfiguration":[\
    {"name":"EKS_ADDON_MANAGEMENT","status":"%s"}]}]}\
    """
        .formatted(name, status, addon);
  }

  Reply tag(String account, String cluster, String key, String value) {
    return post(
        "eks",
        "/tags/" + encode(arn(account, cluster)),
        "{\"tags\":{\"" + key + "\":\"" + value + "\"}}");
  }

  Reply untag(String account, String cluster, String... keys) {
    var query = Arrays.stream(keys).map(k -> "tagKeys=" + k).collect(Collectors.joining("&"));
    return delete("eks", "/tags/" + encode(arn(account, cluster)) + "?" + query);
  }

  String arn(String account, String cluster) {
    return "arn:aws:eks:" + region + ":" + account + ":cluster/" + cluster;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Reply send(
      String service, String method, String path, String body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20261124/%s/%s/aws4_request, SignedHeaders=host, Signature=0"
                    .formatted(accessKey, region, service));
    headers.forEach(request::header);
    return send(request.build());
  }

  static Reply send(HttpRequest request) {
    try {
      var response = HTTP.send(request, BodyHandlers.ofString());
      return new Reply(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
