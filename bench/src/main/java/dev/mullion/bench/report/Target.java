package dev.mullion.bench.report;

/** What was aimed at and what came of it. A miss is printed as plainly as a hit. */
public record Target(String aim, String measured, boolean met) {

    public static Target atMost(String aim, double limit, double measured, int decimals) {
        return new Target(aim, Samples.number(measured, decimals), measured <= limit);
    }

    public static Target atLeast(String aim, double limit, double measured, int decimals) {
        return new Target(aim, Samples.number(measured, decimals), measured >= limit);
    }
}
