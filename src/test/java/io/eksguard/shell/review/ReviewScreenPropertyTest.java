package io.eksguard.shell.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.plan.Decision;
import io.eksguard.plan.Fate;
import io.eksguard.plan.Review;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jline.utils.AttributedString;

/// Anybody at the keys, on a screen of any size.
class ReviewScreenPropertyTest {
  private static final String LETTERS =
      "jjjkahrouAnNd-+/?wb14 ovieltg\u4e2d\u0301\ud83d\ude00\u202e";

  private static Key any(Random random) {
    if (random.nextInt(3) == 0) {
      Key.Named[] all = Key.Named.values();
      return all[random.nextInt(all.length)];
    }
    int[] letters = LETTERS.codePoints().toArray();
    return new Key.Typed(letters[random.nextInt(letters.length)]);
  }

  private static ScreenSize size(Random random) {
    return new ScreenSize(random.nextInt(40), random.nextInt(120));
  }

  /// The screens that somebody sees who presses any keys.
  private static List<ReviewScreen> screens(long seed, int keys) {
    var random = new Random(seed);
    ReviewScreen now =
        ReviewScreen.of(random.nextBoolean() ? Reviews.small() : Reviews.large(3), size(random));
    List<ReviewScreen> screens = new ArrayList<>(List.of(now));
    for (int i = 0; i < keys; i++) {
      if (random.nextInt(20) == 0) {
        now = now.resized(size(random));
      } else {
        now =
            switch (now.on(any(random))) {
              case Turn.Stay(ReviewScreen next) -> next;
              // whoever left comes back
              case Turn.Done(Review review) -> ReviewScreen.of(review, now.size());
            };
      }
      screens.add(now);
    }
    return screens;
  }

  @Property(tries = 300)
  void theScreenIsAlwaysFullAndNothingIsBesideIt(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int keys) {
    for (ReviewScreen screen : screens(seed, keys)) {
      for (boolean colour : List.of(true, false)) {
        List<AttributedString> lines = ReviewPainter.paint(screen, colour);

        assertThat(lines).hasSize(screen.size().rows());
        assertThat(lines)
            .allSatisfy(line ->
                assertThat(line.columnLength()).isLessThanOrEqualTo(screen.size().columns()));
        assertThat(lines)
            .allSatisfy(
                line -> assertThat(line.chars().noneMatch(Character::isISOControl)).isTrue());
      }
      ReviewPainter.Cell cursor = ReviewPainter.cursor(screen);
      assertThat(cursor.row()).isBetween(0, screen.size().rows() - 1);
      assertThat(cursor.column()).isBetween(0, screen.size().columns() - 1);
    }
  }

  @Property(tries = 300)
  void theCursorIsAlwaysInSight(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int keys) {
    for (ReviewScreen screen : screens(seed, keys)) {
      int rows = screen.listing().rows().size();
      if (rows == 0) {
        assertThat(screen.cursor()).isZero();
      } else {
        assertThat(screen.cursor()).isBetween(0, rows - 1);
        assertThat(screen.cursor())
            .isBetween(screen.top(), screen.top() + screen.size().body() - 1);
      }
    }
  }

  @Property(tries = 300)
  void whatIsShownIsWhatWasDecided(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int keys) {
    ReviewScreen screen = screens(seed, keys).getLast();
    Review review = screen.review();

    assertThat(screen.listing().judged()).isEqualTo(Judged.of(review));
    assertThat(review.accepted().steps())
        .allSatisfy(
            step -> assertThat(review.decisions()).containsEntry(step.id(), Decision.ACCEPTED));
    for (Row row : screen.listing().rows()) {
      switch (row) {
        case Row.OfStep step ->
            assertThat(step.fate())
                .isEqualTo(review.fates().getOrDefault(step.step().id(), new Fate.Open()));
        case Row.OfGroup group -> assertThat(group.shown()).isNotEmpty();
        case Row.OfDetail detail -> assertThat(screen.listing().expanded()).contains(detail.step());
      }
    }
  }
}
