package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.settings.Form;
import io.ordermonitor.order.UserIds;
import java.math.BigDecimal;
import java.time.Duration;
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

    /** A time that passes. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Form.positive()
                    .read(text)
                    .orElseThrow(() -> wrong(text, Form.positive().allowed()));
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
        return new TypeConversionException("'" + text + "' is not " + allowed);
    }
}
