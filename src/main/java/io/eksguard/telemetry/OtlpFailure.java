package io.eksguard.telemetry;

import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;

/// Why an export failed, in words. What the SDK says itself could name the whole address.
final class OtlpFailure {
  private OtlpFailure() {}

  /// The end of a sentence.
  static String why(CompletableResultCode result) {
    Throwable fault = result.getFailureThrowable();
    if (fault instanceof FailedExportException.HttpExportException http
        && http.getResponse() != null) {
      return "it answers with status " + http.getResponse().getStatusCode();
    }
    while (fault != null) {
      switch (fault) {
        case ConnectException _ -> {
          return "it cannot be reached";
        }
        case HttpTimeoutException _ -> {
          return "it does not answer in time";
        }
        case SSLException _ -> {
          return "its certificate is not trusted, or it speaks no TLS";
        }
        default -> fault = fault.getCause();
      }
    }
    return "the connection broke";
  }
}
