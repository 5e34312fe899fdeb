package dev.mullion.web;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Aliases;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Link;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a page calls customers: by the alias that a member typed, or by the beginning of their hash. */
@Component
class CustomerNames {

    private final Aliases aliases;

    CustomerNames(Aliases aliases) {
        this.aliases = aliases;
    }

    /** Of the customers of these rows, with one question to the database. */
    <T> Names of(List<T> rows, Function<T, @Nullable IdHash> customer) {
        return new Names(aliases.of(rows.stream().map(customer).toList()));
    }

    /** The names of one page. */
    record Names(Map<IdHash, String> aliases) {

        Names {
            aliases = Map.copyOf(aliases);
        }

        String of(IdHash customer) {
            return aliases.getOrDefault(customer, customer.brief());
        }

        /** Leads to the customer's page, where they can be named. */
        Cell cell(Visit visit, @Nullable IdHash customer) {
            return customer == null ? Cell.nothing() : Cell.link(new Link(of(customer), at(visit, customer)));
        }
    }

    static String at(Visit visit, IdHash customer) {
        return visit.href(Place.FINANCE) + "/customers/" + customer.value();
    }
}
