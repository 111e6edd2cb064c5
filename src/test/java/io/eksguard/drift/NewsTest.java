package io.eksguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Health;
import io.eksguard.live.ManagedBy;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NewsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
  private static final Region REGION = new Region("us-east-1");
  private static final Place PLACE = new Place(new AccountId("444455556666"), REGION);
  private static final ClusterName WEB = new ClusterName("web");
  private static final String COVERAGE = "us-east-1/444455556666/web/coverage";
  private static final News.Terms TERMS = new News.Terms(7, 0, Set.of());

  private static Item covered(Kind kind) {
    return new Item(
        new Subject.Cluster(PLACE, WEB),
        new Matter.Covered(
            kind,
            new ClusterCoverage(
                WEB,
                new Health.Unhealthy(),
                Optional.empty(),
                new ManagedBy.Manual(),
                0,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        Optional.empty());
  }

  private static Item unreadable(Subject subject) {
    return new Item(
        subject,
        new Matter.Unreadable(Diagnostic.warning(Code.ACCESS_DENIED, "AWS denied it.")),
        Optional.empty());
  }

  private static DriftReport report(Item... items) {
    return DriftReport.of(
        new Findings(List.of(items), List.of(), 1, 0), Optional.of(History.NONE), NOW);
  }

  private static SortedMap<String, Notice> known(String key, Kind kind, int daysAgo) {
    return new TreeMap<>(Map.of(key, new Notice(kind, NOW.minus(Duration.ofDays(daysAgo)))));
  }

  private static News news(DriftReport report, SortedMap<String, Notice> known) {
    return News.of(report, History.NONE, known, TERMS);
  }

  private static List<Turn> turns(News news) {
    return news.entries().stream().map(News.Entry::turn).toList();
  }

  @Test
  void whatBecameMoreImportantIsToldAsWorse() {
    News news = news(report(covered(Kind.UNHEALTHY)), known(COVERAGE, Kind.MANAGED_BY_HAND, 1));

    assertThat(turns(news)).containsExactly(Turn.WORSE);
    assertThat(news.known()).isEqualTo(known(COVERAGE, Kind.UNHEALTHY, 0));
  }

  @Test
  void whatBecameLessImportantIsNotTold() {
    var known = known(COVERAGE, Kind.UNHEALTHY, 1);

    News news = news(report(covered(Kind.MANAGED_BY_HAND)), known);

    assertThat(news.entries()).isEmpty();
    assertThat(news.known()).isEqualTo(known);
  }

  @Test
  void whatGuardDutySettlesByItselfIsNeitherToldNorResolved() {
    var known = known(COVERAGE, Kind.UNHEALTHY, 30);

    assertThat(news(report(covered(Kind.PROPAGATING)), new TreeMap<>()).entries()).isEmpty();
    assertThat(news(report(covered(Kind.PROPAGATING)), known))
        .isEqualTo(new News(List.of(), known));
  }

  @Test
  void aReminderComesOnTheNightThatItIsDueAndNotBefore() {
    var report = report(covered(Kind.UNHEALTHY));

    assertThat(news(report, known(COVERAGE, Kind.UNHEALTHY, 6)).entries()).isEmpty();
    assertThat(turns(news(report, known(COVERAGE, Kind.UNHEALTHY, 7))))
        .containsExactly(Turn.REMINDER);
  }

  @Test
  void whatCannotBeReadTonightIsNotTakenForResolved() {
    var known = known(COVERAGE, Kind.UNHEALTHY, 1);

    News ofAccount = news(report(unreadable(new Subject.Account(PLACE))), known);
    News ofCoverage =
        news(report(unreadable(new Subject.Coverage(REGION, Optional.empty()))), known);

    assertThat(List.of(ofAccount, ofCoverage))
        .allSatisfy(news -> assertThat(news).isEqualTo(new News(List.of(), known)));
  }

  @Test
  void coverageThatCouldNotBeReadIsNotResolvedByARegionThatCannot() {
    var known = known("us-east-1#coverage/read", Kind.UNKNOWN, 1);

    News news = news(report(unreadable(new Subject.Everything(REGION))), known);

    assertThat(news).isEqualTo(new News(List.of(), known));
    assertThat(turns(news(report(), known))).containsExactly(Turn.RESOLVED);
  }

  @Test
  void whatCouldNotBeReadForSevenNightsIsTold() {
    List<Night> nights = new java.util.ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      nights.add(
          new Night(
              NOW.minus(Duration.ofDays(i)),
              new TreeMap<>(),
              new TreeSet<>(Set.of("us-east-1/444455556666"))));
    }
    var report = report(unreadable(new Subject.Account(PLACE)));

    News six = News.of(report, new History(nights.subList(0, 5)), new TreeMap<>(), TERMS);
    News seven = News.of(report, new History(nights), new TreeMap<>(), TERMS);

    assertThat(six.entries()).isEmpty();
    assertThat(turns(seven)).containsExactly(Turn.NEW);
    assertThat(seven.entries().getFirst().unread()).isEqualTo(7);
  }

  @Test
  void whatAChannelKnowsComesBackFromTheFile() {
    var night = report(covered(Kind.UNHEALTHY)).night();
    SortedMap<String, SortedMap<String, Notice>> notices =
        new TreeMap<>(Map.of("slack/hooks.slack.com", known(COVERAGE, Kind.UNHEALTHY, 3)));

    assertThat(NightCodec.read(NightCodec.write(night.knowing(notices))))
        .contains(night.knowing(notices));
    assertThat(NightCodec.write(night)).doesNotContain("notices");
  }
}
