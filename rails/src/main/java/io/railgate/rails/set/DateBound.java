package io.railgate.rails.set;

import java.time.LocalDate;
import java.time.Period;

/** An end of a range of days. */
public sealed interface DateBound {

  /** The day, when the conversation is on {@code today}. */
  LocalDate on(LocalDate today);

  /** The same day always. */
  record Fixed(LocalDate day) implements DateBound {

    @Override
    public LocalDate on(LocalDate today) {
      return day;
    }
  }

  /** A period from today; zero for today itself. */
  record FromToday(Period period) implements DateBound {

    @Override
    public LocalDate on(LocalDate today) {
      return today.plus(period);
    }
  }
}
