package io.eksguard.sim.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A part of a list.
///
/// @param next the token that asks for the part after this one; empty = this is the last
public record Page<T>(List<T> items, Optional<String> next) {

  /// What the client asked for.
  ///
  /// @param wanted how many items, as it was written
  /// @param token the token of an earlier page
  public record Asked(Optional<String> wanted, Optional<String> token) {
    /// The query parameters `maxResults` and `nextToken`.
    public static Asked inQuery(Request request) {
      return new Asked(
          request.query("maxResults"), request.query("nextToken").filter(t -> !t.isEmpty()));
    }

    /// These two members of a JSON body.
    public static Asked inBody(Request request, String max, String token) {
      var body = request.json();
      var wanted = body.path(max);
      return new Asked(
          wanted.isNumber() ? Optional.of(wanted.asString()) : Optional.empty(),
          Json.text(body, token).filter(t -> !t.isEmpty()));
    }
  }

  /// Cuts a page out of a list.
  ///
  /// @param max how many items a page may have; also the number if the client says none
  /// @param wrong what to refuse with if the number or the token makes no sense
  public static <T> Page<T> of(
      List<T> all, Call call, Asked asked, int max, Supplier<Refusal> wrong) {
    var size =
        Math.min(asked.wanted().map(w -> number(w, max, wrong)).orElse(max), call.pageLimit());
    var from = asked.token().map(token -> position(token, call, wrong)).orElse(0);
    if (from < 0 || from > all.size()) {
      throw wrong.get();
    }
    var to = Math.min(all.size(), from + size);
    var next = to < all.size() ? Optional.of(token(call, to)) : Optional.<String>empty();
    return new Page<>(List.copyOf(all.subList(from, to)), next);
  }

  private static int number(String text, int max, Supplier<Refusal> wrong) {
    if (!text.matches("[0-9]{1,9}")) {
      throw wrong.get();
    }
    var number = Integer.parseInt(text);
    if (number < 1 || number > max) {
      throw wrong.get();
    }
    return number;
  }

  private static String scope(Call call) {
    return call.request().service() + "/" + call.operation() + "/" + call.account() + "/";
  }

  private static String token(Call call, int position) {
    var plain = (scope(call) + position).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
  }

  private static int position(String token, Call call, Supplier<Refusal> wrong) {
    try {
      var plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (plain.startsWith(scope(call))) {
        return Integer.parseUnsignedInt(plain.substring(scope(call).length()));
      }
    } catch (IllegalArgumentException e) {
      throw wrong.get();
    }
    throw wrong.get();
  }
}
