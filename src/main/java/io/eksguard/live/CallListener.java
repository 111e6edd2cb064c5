package io.eksguard.live;

import io.eksguard.model.Place;
import java.util.Collection;

/// Hears what AWS is asked, as it is asked. Called from several threads at once.
public interface CallListener {
  /// Listens to nothing.
  CallListener NONE =
      new CallListener() {
        @Override
        public void attempted(WireAttempt attempt) {}

        @Override
        public void reading(Collection<Place> places) {}

        @Override
        public void read(Place place) {}
      };

  /// An attempt of a call has ended.
  void attempted(WireAttempt attempt);

  /// These are being read from now on.
  void reading(Collection<Place> places);

  /// One of them has been read, as far as it could be.
  void read(Place place);
}
