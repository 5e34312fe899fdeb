package dev.mullion.connectors.xero;

import dev.mullion.egress.Allowance;
import dev.mullion.egress.Allowance.Kind;
import dev.mullion.egress.Budget.Reach;
import dev.mullion.egress.LimitSigns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Xero's limits: by the minute and by the day for each organisation, and by the minute for the whole app. Which one it
 * was is told in words of which only two are known, so {@code Retry-After} decides; a day's can ask for many hours.
 */
final class XeroLimits implements LimitSigns {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Where a day's limit comes without a time: asked again so much later. */
    private static final Duration UNTOLD_DAY = Duration.ofHours(1);

    private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,20}");

    @Override
    public Sign read(Head head) {
        boolean isAppSpent = isZero(head, "x-appminlimit-remaining");
        return switch (head.status()) {
            case 429 -> new Sign.Held(held(head, isAppSpent ? Reach.VENDOR : Reach.ACCOUNT));
            case 500, 502, 503, 504 ->
                head.header("retry-after").isPresent()
                        ? new Sign.Held(head.hold(Reach.ACCOUNT, Integer.toString(head.status())))
                        : new Sign.Again(Integer.toString(head.status()));
            default -> {
                if (isAppSpent) {
                    yield new Sign.Last(new Hold(Reach.VENDOR, Optional.of(MINUTE), "app minute spent"));
                }
                yield isZero(head, "x-minlimit-remaining")
                        ? new Sign.Last(new Hold(Reach.ACCOUNT, Optional.of(MINUTE), "minute spent"))
                        : new Sign.Stands();
            }
        };
    }

    /** Of how many is said nowhere: that depends on what the app's owner pays. */
    @Override
    public List<Allowance> left(Head head, String account) {
        if (!account.startsWith(XeroPuller.ORGANISATION)) {
            return List.of();
        }
        return Stream.of(
                        head.count("x-daylimit-remaining")
                                .map(left -> new Allowance(Kind.DAY, left, null, null, head.now())),
                        head.count("x-minlimit-remaining")
                                .map(left -> new Allowance(
                                        Kind.MINUTE, left, null, head.now().plus(MINUTE), head.now())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Hold held(Head head, Reach reach) {
        String problem = head.header("x-rate-limit-problem")
                .filter(word -> WORD.matcher(word).matches())
                .orElse("unnamed");
        boolean isDay = problem.equalsIgnoreCase("day") || isZero(head, "x-daylimit-remaining");
        Optional<Duration> told = head.retryAfter();
        return new Hold(
                reach, told.isEmpty() && isDay ? Optional.of(UNTOLD_DAY) : told, "X-Rate-Limit-Problem: " + problem);
    }

    private static boolean isZero(Head head, String header) {
        return head.header(header).filter("0"::equals).isPresent();
    }
}
