package dev.mullion.sandbox.xero;

import dev.mullion.sandbox.vendor.NeverKept;
import dev.mullion.sandbox.vendor.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** Errors in Xero's forms. */
final class XeroErrors {

    private XeroErrors() {}

    /** An error of the token endpoint (RFC 6749, section 5.2). */
    static Reply refused(String error) {
        return Reply.json(400, Map.of("error", error));
    }

    /** An error of the API in the form that Xero's gateway has; names are in lower case where a tenant is refused. */
    static Reply error(int status, String title, String detail) {
        boolean isLower = status == 403;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(isLower ? "title" : "Title", title);
        body.put(isLower ? "status" : "Status", status);
        body.put(isLower ? "detail" : "Detail", detail + " " + NeverKept.CANARY);
        body.put(isLower ? "instance" : "Instance", "00000000-0000-0000-0000-000000000000");
        return Reply.json(status, body);
    }
}
