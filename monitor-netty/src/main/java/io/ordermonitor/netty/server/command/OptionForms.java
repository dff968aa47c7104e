package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.PlainText;
import io.ordermonitor.netty.server.settings.Form;
import io.ordermonitor.order.UserIds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the text of options is to look. */
final class OptionForms {
    private static final int DECIMALS = 4;
    private static final int WHOLE_DIGITS = 11;

    private OptionForms() {}

    /** A user. */
    static final class UserId implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return UserIds.parse(text)
                    .orElseThrow(() -> wrong(text, "a user id: a whole number from 1 to " + UserIds.MAX));
        }
    }

    /** A number that the monitor gave: of an account or an order. */
    static final class Id implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (!text.matches("[1-9][0-9]{0,17}")) {
                throw wrong(text, "a number from 1");
            }
            return Long.parseLong(text);
        }
    }

    /** Rupees of one unit. */
    static final class Price implements ITypeConverter<BigDecimal> {
        @Override
        public BigDecimal convert(String text) {
            if (!text.matches("[0-9]{1," + WHOLE_DIGITS + "}(\\.[0-9]{1," + DECIMALS + "})?")) {
                throw wrong(text, "a price: rupees above 0 with at most 4 decimals, such as 98.50");
            }
            BigDecimal price = new BigDecimal(text);
            if (price.signum() == 0) {
                throw wrong(text, "a price: it must be above 0");
            }
            return price;
        }
    }

    /** Units to trade. */
    static final class Quantity implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (text.equals("0")) {
                throw wrong(text, "a quantity: it must be above 0");
            }
            return new Units().convert(text);
        }
    }

    /** Units that are held, maybe none. */
    static final class Units implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("0|[1-9][0-9]{0,8}")) {
                throw wrong(text, "a quantity: whole units, never lots");
            }
            return Integer.parseInt(text);
        }
    }

    /** How long a token is valid: a year at most. */
    static final class Validity implements ITypeConverter<Duration> {
        private static final Form<Duration> FORM = Form.positive(Duration.ofDays(366));

        @Override
        public Duration convert(String text) {
            return FORM.read(text).orElseThrow(() -> wrong(text, FORM.allowed()));
        }
    }

    /** A day of the calendar. */
    static final class Day implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw wrong(text, "a day such as 2026-11-23");
            }
        }
    }

    /** How long to wait. */
    static final class Patience implements ITypeConverter<Duration> {
        private static final Form<Duration> FORM = Form.positive(Duration.ofHours(1));

        @Override
        public Duration convert(String text) {
            return FORM.read(text).orElseThrow(() -> wrong(text, FORM.allowed()));
        }
    }

    /** An instrument, or what a person takes for one. */
    static final class Instrument implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!text.matches("\\p{Graph}{1,64}")) {
                throw wrong(text, "an instrument: SEGMENT:TOKEN, such as NSECM:2885");
            }
            return text;
        }
    }

    /** A name that is stored. */
    static final class Name implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            String name = text.strip();
            if (!name.matches("[\\p{Graph}][\\p{Print}]{0,63}")) {
                throw wrong(text, "a name of 1 to 64 letters, digits and signs");
            }
            return name;
        }
    }

    /** What makes a request known again. */
    static final class Key implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!text.matches("\\p{Graph}{1,128}")) {
                throw wrong(text, "a key of 1 to 128 letters, digits and signs without blanks");
            }
            return text;
        }
    }

    private static TypeConversionException wrong(String text, String allowed) {
        return new TypeConversionException("'" + PlainText.cut(text) + "' is not " + allowed);
    }
}
