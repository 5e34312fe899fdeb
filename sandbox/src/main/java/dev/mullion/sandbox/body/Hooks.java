package dev.mullion.sandbox.body;

import dev.mullion.sandbox.world.Company;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** The hook that a ping describes. */
final class Hooks {
    private Hooks() {}

    static long id(Company company) {
        return 500_000_000L + company.key();
    }

    static void write(JsonGenerator json, Company company, String type, Instant at) {
        json.writeObjectPropertyStart("hook");
        json.writeStringProperty("type", type);
        json.writeNumberProperty("id", id(company));
        json.writeStringProperty("name", "web");
        json.writeBooleanProperty("active", true);
        json.writeArrayPropertyStart("events");
        json.writeString("*");
        json.writeEndArray();
        json.writeObjectPropertyStart("config");
        json.writeStringProperty("content_type", "json");
        json.writeStringProperty("insecure_ssl", "0");
        json.writeStringProperty("url", "https://hooks." + company.mailDomain() + "/synthetic");
        json.writeEndObject();
        json.writeStringProperty("updated_at", at.toString());
        json.writeStringProperty("created_at", at.toString());
        json.writeEndObject();
    }
}
