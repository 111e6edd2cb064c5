package io.eksguard.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ChunkedDribbleDelay;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What goes wrong on the wire.
sealed interface Fault {
  /// AWS never hears of the request; this is the answer.
  record Instead(ResponseDefinitionBuilder answer) implements Fault {}

  /// AWS hears of it and does it; of the answer this is made.
  record Afterwards(UnaryOperator<Response> answer) implements Fault {}

  /// The connection is reset before AWS hears of it.
  static Fault resetBefore() {
    return new Instead(
        aResponse().withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER));
  }

  /// The connection is reset once it is done.
  static Fault resetAfter() {
    return new Afterwards(answer ->
        Response.Builder.like(answer)
            .fault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)
            .build());
  }

  /// The answer comes byte by byte, and would take an hour.
  static Fault slowBody() {
    return new Afterwards(answer ->
        Response.Builder.like(answer)
            .chunkedDribbleDelay(new ChunkedDribbleDelay(3600, 3_600_000))
            .body(padded(answer.getBody()))
            .build());
  }

  private static byte[] padded(byte[] body) {
    byte[] long_ = Arrays.copyOf(body, body.length + 3600);
    Arrays.fill(long_, body.length, long_.length, (byte) ' ');
    return long_;
  }

  /// Half of the answer comes, and then the connection is closed.
  static Fault halfSent() {
    return new Afterwards(answer ->
        Response.Builder.like(answer)
            .headers(
                answer
                    .getHeaders()
                    .plus(new HttpHeader("Content-Length", "" + answer.getBody().length)))
            .body(Arrays.copyOf(answer.getBody(), answer.getBody().length / 2))
            .build());
  }

  /// A page for people, by somebody in between who calls it a success.
  static Fault htmlPage() {
    return new Instead(
        aResponse()
            .withStatus(200)
            .withHeader("Content-Type", "text/html")
            .withBody(
                "<!doctype html>\n<html><body><h1>Sign in to the network</h1></body></html>"));
  }

  /// Success, and nothing else.
  static Fault nothingInIt() {
    return new Instead(aResponse().withStatus(200));
  }

  /// A refusal as the services of REST-JSON give it.
  static ResponseDefinitionBuilder refusal(int status, String type, String message) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withHeader("x-amzn-ErrorType", type)
        .withHeader("x-amzn-RequestId", "11111111-2222-3333-4444-555555555555")
        .withBody("{\"message\": \"" + message + "\"}");
  }

  /// Too many requests.
  static ResponseDefinitionBuilder tooMany() {
    return refusal(429, "TooManyRequestsException", "Too Many Requests");
  }

  /// The service failed.
  static Fault status500() {
    return new Instead(refusal(500, "InternalServerErrorException", "Internal server error"));
  }

  /// Not the service, but what is before it.
  static ResponseDefinitionBuilder unavailable() {
    return aResponse().withStatus(503).withBody("<html>503 Service Unavailable</html>");
  }

  /// The service's clock shows another time than ours.
  static Fault clockSkew(ZonedDateTime theirs) {
    return new Instead(
        refusal(
                403,
                "InvalidSignatureException",
                "Signature expired: 20261124T120000Z is now earlier than 20261124T121500Z"
                    + " (20261124T122000Z - 5 min.)")
            .withHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    theirs.withZoneSameInstant(ZoneOffset.UTC))));
  }

  /// The session is over.
  static Fault expiredToken() {
    return new Instead(
        refusal(
            403, "ExpiredTokenException", "The security token included in the request is expired"));
  }

  /// Something of the answer reads otherwise.
  ///
  /// @param before a regular expression
  static Fault saying(String before, String after) {
    return new Afterwards(answer -> {
      String body = answer.getBodyAsString();
      if (!Pattern.compile(before).matcher(body).find()) {
        throw new AssertionError("`" + before + "` is not in " + body);
      }
      return Response.Builder.like(answer)
          .headers(withoutLength(answer.getHeaders()))
          .body(body.replaceAll(before, after))
          .build();
    });
  }

  private static HttpHeaders withoutLength(HttpHeaders headers) {
    return new HttpHeaders(
        headers.all().stream().filter(h -> !h.keyEquals("Content-Length")).toList());
  }
}
