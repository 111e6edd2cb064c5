package io.eksguard.render;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.diag.Severity;
import io.eksguard.diff.Rivalry;
import io.eksguard.diff.Rivalry.Unlike;
import io.eksguard.foreign.Holder;
import io.eksguard.foreign.TagValue;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Tag;
import io.eksguard.model.TagNeed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Other owners in words.
public final class RivalryText {
  /// How much of a text that others wrote is shown, in characters.
  private static final int MAX_FOREIGN = 300;

  private static final String IGNORE_CHANGES =
      "lifecycle { ignore_changes = [tags[\"%1$s\"], tags_all[\"%1$s\"]] }".formatted(Tag.KEY);

  private static final String IGNORE_TAGS = "ignore_tags { keys = [\"%s\"] }".formatted(Tag.KEY);

  private RivalryText() {}

  /// The other owner as a diagnostic, at the line of the file that it is about.
  public static Diagnostic diagnostic(Rivalry rivalry, Positions positions) {
    Diagnostic told = told(rivalry);
    return positions.of(rivalry.path()).map(told::at).orElse(told);
  }

  private static Diagnostic told(Rivalry rivalry) {
    return switch (rivalry) {
      case Rivalry.ClusterTag tag -> tag(tag);
      case Rivalry.OfStack stack -> stack(stack);
      case Rivalry.AccountFeature feature ->
          setting(
              feature.holder(),
              "`%s` of %s"
                  .formatted(
                      feature.claim().feature(),
                      feature
                          .place()
                          .map(RivalryText::place)
                          .orElse("an account that its file does not name")),
              feature.unlike(),
              feature.place().isPresent());
      case Rivalry.OrganizationFeature feature ->
          setting(
              feature.holder(),
              "`%s` of new accounts%s".formatted(feature.feature(), in(feature.region())),
              feature.unlike(),
              true);
      case Rivalry.OrganizationGuardDuty all ->
          setting(
              all.holder(),
              "GuardDuty of new accounts" + in(all.region()),
              List.of(
                  new Unlike(
                      "auto_enable_organization_members", all.theirs().name(), all.ours().name())),
              true);
      case Rivalry.Agent agent ->
          Diagnostic.warning(
                  Code.AGENT_OF_TWO_OWNERS,
                  "%s installs the add-on `aws-guardduty-agent` on %s, whose agent GuardDuty shall manage."
                      .formatted(
                          capital(owner(agent.holder())),
                          cluster(agent.cluster(), agent.place(), agent.byNameOnly())))
              .hint(letGo(agent.holder(), "GuardDuty installs and updates the add-on by itself"));
      case Rivalry.Endpoint endpoint ->
          note(
              Code.AGENT_OF_TWO_OWNERS,
              "%s is a VPC endpoint for GuardDuty's agents. GuardDuty makes one by itself in the VPC of a cluster whose agent it manages."
                  .formatted(capital(owner(endpoint.holder()))),
              "Keep it where agents are managed by hand; else one of the two is enough.");
    };
  }

  private static Diagnostic tag(Rivalry.ClusterTag tag) {
    String cluster = cluster(tag.cluster(), tag.place(), tag.byNameOnly());
    String owner = owner(tag.holder());
    String need = need(tag.need());
    TagValue after = tag.claim().after();
    return switch (tag.when()) {
      case NOW ->
          Diagnostic.warning(
                  Code.PLAN_UNDOES_TAG,
                  "The next apply of this plan will %s %s: %s. The file needs %s."
                      .formatted(
                          after instanceof TagValue.Absent
                              ? "take `" + Tag.KEY + "` away from"
                              : "set `" + Tag.KEY + "` to " + value(after) + " on",
                          cluster,
                          owner,
                          need))
              .hint(cure(tag.need(), after));
      case NEXT ->
          Diagnostic.warning(
                  Code.TAG_OF_TWO_OWNERS,
                  "%s owns %s and plans `%s` to be %s there. The file needs %s, and the next `terraform apply` after ours undoes it%s."
                      .formatted(
                          capital(owner),
                          cluster,
                          Tag.KEY,
                          value(after),
                          need,
                          after instanceof TagValue.Absent
                              ? ", unless its `lifecycle` ignores the tag, which a plan does not tell"
                              : ""))
              .hint(cure(tag.need(), after));
      case WHEN_MADE ->
          Diagnostic.warning(
                  Code.TAG_OF_TWO_OWNERS,
                  "%s makes %s and plans `%s` to be %s there. The file needs %s from the beginning: GuardDuty looks at a cluster as soon as it is there."
                      .formatted(capital(owner), cluster, Tag.KEY, value(after), need))
              .hint(cureOfMade(tag.need(), tag.claim().ignored()));
      case UNKNOWN ->
          note(
              Code.TAG_OF_TWO_OWNERS,
              "%s owns %s, and its tags are known only after an apply. The file needs %s."
                  .formatted(capital(owner), cluster, need),
              "Look at a later plan.");
      case PERHAPS ->
          note(
              Code.TAG_OF_TWO_OWNERS,
              "%s owns %s, and last saw `%s` to be %s there. The file needs %s; whether the next `terraform apply` undoes that, a state does not tell."
                  .formatted(capital(owner), cluster, Tag.KEY, value(after), need),
              "Give `--foreign` a plan, made once the tag is there. " + cure(tag.need(), after));
    };
  }

  /// What to write where the other's text stands.
  private static String cure(TagNeed need, TagValue planned) {
    String ignoring =
        "`%s`, or for all clusters of a provider `%s`".formatted(IGNORE_CHANGES, IGNORE_TAGS);
    return switch (need) {
      case TagNeed.Exactly exactly when planned instanceof TagValue.Absent ->
          "%s; or, to leave it to eksguard, %s.".formatted(write(exactly), ignoring);
      // A provider that ignores a tag and is given it finds a difference for ever.
      case TagNeed.Exactly exactly ->
          "%s; or, to leave it to eksguard, take it out of `tags` and write %s."
              .formatted(write(exactly), ignoring);
      case TagNeed.AnythingBut _ ->
          "Take `%s` out of `tags` there. To leave it to eksguard from then on, write %s."
              .formatted(Tag.KEY, ignoring);
    };
  }

  /// The same where a cluster is made: what is ignored then is not written either.
  private static String cureOfMade(TagNeed need, boolean ignored) {
    return switch (need) {
      case TagNeed.Exactly exactly when ignored ->
          "The provider's `ignore_tags` has the tag: make the cluster with a provider that has not, and write there `%s`."
              .formatted(line(exactly));
      case TagNeed.Exactly exactly ->
          write(exactly) + "; `ignore_changes` alone does nothing when a cluster is made.";
      case TagNeed.AnythingBut _ -> "Take `%s` out of `tags` there.".formatted(Tag.KEY);
    };
  }

  private static String write(TagNeed.Exactly need) {
    return "Write there `" + line(need) + "`";
  }

  private static String line(TagNeed.Exactly need) {
    return "tags = { %s = \"%s\" }".formatted(Tag.KEY, need.value());
  }

  private static Diagnostic stack(Rivalry.OfStack stack) {
    String cluster = cluster(stack.cluster(), stack.place(), stack.byNameOnly());
    String name = "`" + shown(stack.holder().name()) + "`";
    String need = need(stack.need());
    String cure =
        switch (stack.need()) {
          case TagNeed.Exactly(String value) ->
              "Write `Tags: [{Key: %s, Value: \"%s\"}]` at the `AWS::EKS::Cluster` of its template; where the stack has no other cluster, a tag of the stack does it too."
                  .formatted(Tag.KEY, value);
          case TagNeed.AnythingBut _ ->
              "Take `%s` out of the stack's tags, and of the `AWS::EKS::Cluster` of its template."
                  .formatted(Tag.KEY);
        };
    return switch (stack.tag()) {
      case TagValue.Present _ ->
          Diagnostic.warning(
                  Code.CLUSTER_OF_STACK,
                  "The CloudFormation stack %s made %s, and its own tags have `%s` as %s. The file needs %s; an update of the stack may write its own again."
                      .formatted(name, cluster, Tag.KEY, value(stack.tag()), need))
              .hint(cure);
      case TagValue.Absent _ ->
          note(
              Code.CLUSTER_OF_STACK,
              "The CloudFormation stack %s made %s, and its own tags do not have `%s`; its template may. The file needs %s."
                  .formatted(name, cluster, Tag.KEY, need),
              cure);
      case TagValue.Unknown _ ->
          note(
              Code.CLUSTER_OF_STACK,
              "The CloudFormation stack %s made %s: an update of it is a likely reason why `%s` is not there."
                  .formatted(name, cluster, Tag.KEY),
              cure);
    };
  }

  private static Diagnostic setting(
      Holder holder, String what, List<Unlike> unlike, boolean isPlaced) {
    String owner = capital(owner(holder));
    String cure = letGo(holder, "its destroy would change nothing in AWS");
    if (!isPlaced) {
      return note(
          Code.SETTING_OF_TWO_OWNERS,
          "%s sets %s.".formatted(owner, what),
          "If it is one that the file covers: " + cure);
    }
    if (unlike.isEmpty()) {
      return note(
          Code.SETTING_OF_TWO_OWNERS,
          "%s sets %s too, today as the file does.".formatted(owner, what),
          "Two owners agree until one of them changes. " + cure);
    }
    String differences =
        unlike.stream()
            .map(one ->
                "`%s` is `%s` there and `%s` by the file"
                    .formatted(one.name(), one.theirs(), one.ours()))
            .collect(Collectors.joining(", "));
    return Diagnostic.warning(
            Code.SETTING_OF_TWO_OWNERS,
            "%s sets %s too: %s. Each undoes the other.".formatted(owner, what, differences))
        .hint("One owner must give it up. " + cure);
  }

  private static String letGo(Holder holder, String why) {
    return switch (holder) {
      case Holder.Planned(var _, String address, var _) -> letGo(address, why);
      case Holder.Remembered(var _, String address) -> letGo(address, why);
      case Holder.Stack _ -> "Take it out of the stack's template: " + why + ".";
    };
  }

  private static String letGo(String address, String why) {
    return "To let go of it, take it out of the configuration and run `terraform state rm '%s'`, or leave a `removed` block with `destroy = false`: %s."
        .formatted(shown(address).replace("'", "'\\''"), why);
  }

  /// Who it is, as part of a sentence.
  private static String owner(Holder holder) {
    return switch (holder) {
      case Holder.Planned(String file, String address, List<String> actions) ->
          "Terraform's `%s` (%s, in `%s`)"
              .formatted(shown(address), shown(String.join(" and ", actions)), shown(file));
      case Holder.Remembered(String file, String address) ->
          "Terraform's `%s` (in the state `%s`)".formatted(shown(address), shown(file));
      case Holder.Stack(var _, String name) -> "CloudFormation's stack `" + shown(name) + "`";
    };
  }

  private static String need(TagNeed need) {
    return switch (need) {
      case TagNeed.Exactly(String value) -> "`%s`".formatted(value);
      case TagNeed.AnythingBut(String value) -> "anything but `%s`".formatted(value);
    };
  }

  private static String value(TagValue value) {
    return switch (value) {
      case TagValue.Absent _ -> "absent";
      case TagValue.Present(var text, boolean secret) ->
          secret ? "a sensitive value" : text.map(word -> "`" + word + "`").orElse("another value");
      case TagValue.Unknown _ -> "not known";
    };
  }

  private static String cluster(ClusterName cluster, Place place, boolean byNameOnly) {
    return "cluster `%s` of %s%s"
        .formatted(cluster, place(place), byNameOnly ? " (by its name only)" : "");
  }

  private static String place(Place place) {
    return "account %s in `%s`".formatted(place.account(), place.region());
  }

  private static String in(Optional<Region> region) {
    return region.map(name -> " in `" + name + "`").orElse("");
  }

  private static Diagnostic note(Code code, String message, String hint) {
    return new Diagnostic(
        Severity.NOTE, code, message, Optional.empty(), Optional.empty(), Optional.of(hint));
  }

  /// What others wrote may be of any length, and has no say in where a value ends.
  private static String shown(String text) {
    String plain = text.replace('`', '\'');
    return plain.length() <= MAX_FOREIGN ? plain : plain.substring(0, MAX_FOREIGN) + "...";
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
