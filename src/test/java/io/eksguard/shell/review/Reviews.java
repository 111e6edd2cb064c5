package io.eksguard.shell.review;

import io.eksguard.diag.SourcePos;
import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.live.PolicyContent;
import io.eksguard.model.AccountId;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Selection;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.plan.Action;
import io.eksguard.plan.Guard;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Review;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reviews for tests.
final class Reviews {
  static final Region IRELAND = new Region("eu-west-1");
  static final Region VIRGINIA = new Region("us-east-1");
  static final AccountId BILLING = new AccountId("444455556666");
  static final AccountId WEB = new AccountId("777788889999");
  private static final String POLICY = "protect-the-tag";

  private Reviews() {}

  /// Of two accounts and the organization in one region, one account in another, and the policy;
  /// each kind of step is in it.
  static Review small() {
    Step legacy = exclude(IRELAND, BILLING, "legacy-billing");
    Step web1 = include(IRELAND, WEB, "web-1");
    Step web2 = include(IRELAND, WEB, "web-2");
    Step text = policyText(legacy, web1, web2);
    return Review.of(
        Plan.of(
            List.of(
                legacy,
                enable(IRELAND, BILLING, true, legacy),
                web1,
                web2,
                enable(IRELAND, WEB, false, web1, web2),
                newAccounts(IRELAND),
                disable(VIRGINIA, BILLING),
                untag(VIRGINIA, WEB, "edge"),
                text,
                policyTarget(text))));
  }

  /// Of so many accounts in two regions, five steps in each.
  static Review large(int accounts) {
    List<Step> steps = new ArrayList<>();
    for (int number = 0; number < accounts; number++) {
      var account = new AccountId("%012d".formatted(300_000_000_000L + number));
      for (Region region : List.of(IRELAND, VIRGINIA)) {
        List<Step> tags = new ArrayList<>();
        for (int cluster = 0; cluster < 4; cluster++) {
          tags.add(exclude(region, account, "web-" + cluster));
        }
        steps.addAll(tags);
        steps.add(enable(region, account, true, tags.toArray(Step[]::new)));
      }
    }
    return Review.of(Plan.of(steps));
  }

  static Step exclude(Region region, AccountId account, String cluster) {
    return tag(
        region,
        account,
        cluster,
        Optional.empty(),
        Optional.of("false"),
        Reason.NEEDS_EXCLUSION_TAG);
  }

  private static Step include(Region region, AccountId account, String cluster) {
    return tag(
        region,
        account,
        cluster,
        Optional.empty(),
        Optional.of("true"),
        Reason.NEEDS_INCLUSION_TAG);
  }

  private static Step untag(Region region, AccountId account, String cluster) {
    return tag(
        region,
        account,
        cluster,
        // what others wrote may hold anything
        Optional.of("fal\u001b[2Jse"),
        Optional.empty(),
        Reason.EXCLUSION_TAG_IN_THE_WAY);
  }

  private static Step tag(
      Region region,
      AccountId account,
      String cluster,
      Optional<String> before,
      Optional<String> after,
      Reason reason) {
    return step(
        region + "/" + account + "/" + cluster + "/tag",
        after.isPresent() ? Action.TAG : Action.UNTAG,
        new Change.ClusterTag(
            new Place(account, region),
            Standing.MEMBER,
            new ClusterName(cluster),
            "arn:aws:eks:" + region + ":" + account + ":cluster/" + cluster,
            before,
            after,
            reason,
            ""),
        List.of(),
        30);
  }

  private static Step enable(Region region, AccountId account, boolean addon, Step... after) {
    var place = new Place(account, region);
    List<Guard> guards = new ArrayList<>();
    for (Step tag : after) {
      if (tag.change() instanceof Change.ClusterTag change) {
        guards.add(
            new Guard.ClusterTagged(
                place, Standing.MEMBER, change.cluster(), change.after().orElse("")));
      }
    }
    guards.add(
        new Guard.ClustersReady(
            place,
            Standing.MEMBER,
            new Selection(addon, List.of(new ClusterPattern("web-*"))),
            addon));
    return step(
        region + "/" + account + "/RUNTIME_MONITORING",
        Action.ENABLE,
        feature(place, Setting.OFF, new Setting(true, addon)),
        guards,
        23,
        after);
  }

  private static Step disable(Region region, AccountId account) {
    return step(
        region + "/" + account + "/RUNTIME_MONITORING",
        Action.DISABLE,
        feature(new Place(account, region), new Setting(true, true), Setting.OFF),
        List.of(),
        49);
  }

  private static Change feature(Place place, Setting before, Setting after) {
    return new Change.AccountFeature(
        place,
        Standing.MEMBER,
        Feature.RUNTIME_MONITORING,
        before,
        after,
        Reason.DIFFERS_FROM_FILE,
        "");
  }

  private static Step newAccounts(Region region) {
    return step(
        region + "/organization/RUNTIME_MONITORING",
        Action.UPDATE,
        new Change.OrganizationFeature(
            region,
            new AccountId("111122223333"),
            Feature.RUNTIME_MONITORING,
            AutoEnableSetting.NONE,
            new AutoEnableSetting(AutoEnable.NEW, AutoEnable.NONE),
            AutoEnable.NEW,
            AutoEnable.NEW,
            Reason.DIFFERS_FROM_FILE,
            ""),
        List.of(),
        12);
  }

  private static Step policyText(Step... after) {
    return step(
        "policy/text",
        Action.PROTECT,
        new Change.PolicyText(
            POLICY,
            Optional.of("p-12345678"),
            Optional.of(new PolicyContent("", "{\"Version\":\"2012-10-17\",\"Statement\":[]}")),
            new PolicyContent(
                "", "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\"}]}"),
            Reason.DIFFERS_FROM_FILE,
            ""),
        List.of(),
        60,
        after);
  }

  private static Step policyTarget(Step... after) {
    return step(
        "policy/r-abcd",
        Action.PROTECT,
        new Change.PolicyTarget(
            POLICY, Optional.of("p-12345678"), "r-abcd", true, "{}", Reason.DIFFERS_FROM_FILE, ""),
        List.of(),
        61,
        after);
  }

  private static Step step(
      String id, Action action, Change change, List<Guard> guards, int line, Step... after) {
    return new Step(
        new StepId(id),
        action,
        change,
        Arrays.stream(after).map(Step::id).collect(Collectors.toCollection(TreeSet::new)),
        guards,
        Optional.of(new SourcePos("organization.yaml", line, 7)));
  }
}
