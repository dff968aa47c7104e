package io.ordermonitor.netty.server.paper;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A broker profile of kind paper.
 *
 * @param name what accounts name it
 * @param cash rupees of each account
 * @param latency how long each call takes
 */
public record PaperProfile(String name, PaperPrices prices, BigDecimal cash, Duration latency) {}
