package dev.mullion.identity;

import dev.mullion.tenancy.GlobalSql;
import org.springframework.stereotype.Component;

/** Who set the installation up: the one person to whom pages tell anything of the installation as a whole. */
@Component
public class Founder {

    private final GlobalSql global;

    Founder(GlobalSql global) {
        this.global = global;
    }

    /** Whether this caller is that person. A token never is. */
    public boolean is(Caller caller) {
        return switch (caller) {
            case Caller.PersonCaller person ->
                global.sql("select exists (select 1 from founder where person_id = :person)")
                        .param("person", person.person().value())
                        .query(Boolean.class)
                        .single();
            case Caller.TokenCaller _ -> false;
        };
    }
}
