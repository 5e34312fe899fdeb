package dev.mullion.web.view.part;

/**
 * What every form sends along so that no other site can send it in the person's name.
 *
 * @param field name of the hidden form field
 * @param header name of the header, for requests of the script
 */
public record Csrf(String field, String header, String token) {

    @Override
    public String toString() {
        return "Csrf[" + field + ", " + header + ", redacted]";
    }
}
