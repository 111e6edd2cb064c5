package io.eksguard;

import io.eksguard.cli.Web;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;

/// Posts with the JDK's own client, which goes through the proxy that the JDK's properties name.
final class JdkWeb implements Web {
  @Override
  public Answer post(URI to, Map<String, String> headers, String body, Duration within) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to).timeout(within).POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::setHeader);
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(within)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      // What it says is not read: it may be endless.
      HttpResponse<InputStream> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      answer.body().close();
      return new Answer.Answered(answer.statusCode(), answer.headers().firstValue("Retry-After"));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new Answer.Unreached("it cannot be reached");
    } catch (SSLException e) {
      return new Answer.Unreached("its certificate is not trusted, or it speaks no TLS");
    } catch (HttpTimeoutException e) {
      return new Answer.Unanswered(
          "it does not answer within %d seconds".formatted(within.toSeconds()));
    } catch (IOException e) {
      return new Answer.Unanswered("the connection broke");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Unanswered("it was interrupted");
    }
  }
}
