package dev.mullion.sandbox.customers;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The customers of the synthetic company, as of a day. Nothing is drawn: the same day makes the same list. Within any
 * of the last twelve months somebody comes, and in several of them somebody comes back, buys more, buys less or goes;
 * all five are in the last thirty days.
 */
public final class Clientele {

    /** Whoever has this number pays nothing of the last five months. */
    public static final int OVERDUE = 7;

    /** Whoever has this number pays weeks after the day. */
    public static final int LATE = 15;

    /** Whoever has this number paid one invoice by half. */
    public static final int HALF_PAID = 6;

    /** Whoever has this number was given something back that is not used up. */
    public static final int CREDITED = 11;

    /** To whom an invoice was written twice, and once voided. */
    public static final int VOIDED = 4;

    /** Who has so many seats at once is sent invoices. */
    private static final int LARGE = 50;

    private final LocalDate today;
    private final List<Contract> all = new ArrayList<>();

    private Clientele(LocalDate today) {
        this.today = today;
    }

    public static List<Contract> asOf(LocalDate today) {
        Clientele made = new Clientele(today);
        made.longStanding();
        made.coming();
        made.buyingMore();
        made.buyingLess();
        made.going();
        made.comingBack();
        return made.marked();
    }

    private void longStanding() {
        buys(1, Plan.BUSINESS, 120, 30);
        buys(2, Plan.BUSINESS_YEAR, 160, 26);
        buys(3, Plan.TEAM, 85, 25);
        buys(4, Plan.BUSINESS, 64, 22);
        buys(5, Plan.TEAM_QUARTER, 90, 22);
        buys(6, Plan.BUSINESS, 75, 20);
        buys(7, Plan.BUSINESS, 88, 19);
        buys(8, Plan.TEAM, 40, 19);
        buys(9, Plan.BUSINESS_YEAR, 210, 18);
        buys(10, Plan.TEAM, 120, 17);
        buys(11, Plan.BUSINESS, 52, 17);
        buys(12, Plan.TEAM, 25, 16);
        buys(13, Plan.BUSINESS_YEN, 60, 16);
        buys(14, Plan.BUSINESS_KRONA, 60, 15);
        buys(15, Plan.BUSINESS, 140, 15);
        buys(16, Plan.TEAM, 64, 15);
        buys(17, Plan.BUSINESS, 45, 15);
        buys(18, Plan.BUSINESS, 95, 15);
    }

    private void coming() {
        buys(19, Plan.TEAM, 55, 11);
        buys(20, Plan.BUSINESS, 70, 10);
        buys(21, Plan.TEAM, 30, 9);
        buys(22, Plan.BUSINESS_YEAR, 120, 8);
        buys(23, Plan.BUSINESS, 60, 7);
        buys(24, Plan.TEAM, 75, 6);
        buys(25, Plan.BUSINESS, 110, 5);
        buys(26, Plan.TEAM, 45, 4);
        buys(27, Plan.BUSINESS, 84, 3);
        buys(28, Plan.TEAM, 60, 2);
        buys(29, Plan.BUSINESS, 66, 1);
        buys(30, Plan.TEAM, 38, 0);
    }

    private void buyingMore() {
        buys(1, Plan.BUSINESS, 30, 9);
        buys(6, Plan.TEAM, 40, 6);
        buys(20, Plan.BUSINESS, 25, 4);
        buys(15, Plan.BUSINESS, 35, 3);
        buys(3, Plan.TEAM, 20, 2);
        buys(9, Plan.BUSINESS, 40, 1);
        buys(18, Plan.TEAM, 35, 0);
    }

    private void buyingLess() {
        bought(4, Plan.TEAM, 45, 20, 8);
        bought(10, Plan.TEAM, 30, 16, 5);
        bought(16, Plan.BUSINESS, 20, 14, 2);
        bought(23, Plan.TEAM, 15, 6, 0);
    }

    private void going() {
        bought(31, Plan.BUSINESS, 58, 24, 10);
        bought(32, Plan.TEAM, 35, 20, 7);
        bought(33, Plan.BUSINESS, 40, 15, 4);
        bought(34, Plan.TEAM, 22, 13, 1);
        bought(35, Plan.BUSINESS, 36, 12, 0);
    }

    private void comingBack() {
        bought(36, Plan.TEAM, 50, 22, 11);
        buys(36, Plan.BUSINESS, 50, 6);
        bought(37, Plan.BUSINESS, 32, 20, 9);
        buys(37, Plan.BUSINESS, 32, 3);
        bought(38, Plan.TEAM, 28, 18, 5);
        buys(38, Plan.TEAM, 34, 0);
    }

    private void buys(int customer, Plan plan, int seats, int monthsAgo) {
        add(customer, plan, seats, began(customer, monthsAgo), null);
    }

    private void bought(int customer, Plan plan, int seats, int monthsAgo, int endedMonthsAgo) {
        LocalDate from = began(customer, monthsAgo);
        add(customer, plan, seats, from, from.plusMonths(monthsAgo - endedMonthsAgo));
    }

    /** Everybody has a day of the month of their own, which is in the past whichever day it is. */
    private LocalDate began(int customer, int monthsAgo) {
        return today.minusDays(1 + customer * 7 % 27).minusMonths(monthsAgo);
    }

    private void add(int customer, Plan plan, int seats, LocalDate from, @Nullable LocalDate until) {
        all.add(new Contract(customer, plan, seats, from, until, seats >= LARGE));
    }

    /** Who is sent invoices is sent them for everything. */
    private List<Contract> marked() {
        Set<Integer> invoiced = Contract.invoiced(all).collect(Collectors.toSet());
        return all.stream()
                .map(one -> new Contract(
                        one.customer(),
                        one.plan(),
                        one.seats(),
                        one.from(),
                        one.until(),
                        invoiced.contains(one.customer())))
                .toList();
    }
}
