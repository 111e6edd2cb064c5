package io.eksguard.aws.session;

import java.io.IOException;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Takes no page for people as a success. Of an operation that returns nothing the SDK reads no
/// body, so the sign-in page of a network would be as good as AWS's word that a tag was set.
final class NotAPage implements ExecutionInterceptor {
  @Override
  public void beforeUnmarshalling(
      Context.BeforeUnmarshalling context, ExecutionAttributes attributes) {
    var answer = context.httpResponse();
    boolean page =
        answer
            .firstMatchingHeader("Content-Type")
            .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
            .isPresent();
    if (answer.isSuccessful() && page) {
      var why = new IOException("a page for people");
      throw SdkClientException.create(Calls.UNREADABLE, why);
    }
  }
}
