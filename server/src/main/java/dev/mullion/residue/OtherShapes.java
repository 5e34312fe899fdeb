package dev.mullion.residue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bodies in the shapes of Stripe's and Xero's webhooks, openly synthetic, in the manner of {@link Shapes}; {@code #}
 * becomes an id of its own in each body.
 */
final class OtherShapes {

    static final List<Vendor> VENDORS = List.of(Vendor.STRIPE, Vendor.XERO);

    private OtherShapes() {}

    /** The names of a vendor's bodies. */
    static List<String> of(Vendor vendor) {
        return switch (vendor) {
            case GITHUB -> List.copyOf(Shapes.all().keySet());
            case STRIPE -> List.copyOf(stripe().keySet());
            case XERO -> List.copyOf(xero().keySet());
        };
    }

    static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(stripe());
        all.putAll(xero());
        return all;
    }

    private static Map<String, String> stripe() {
        Map<String, String> shapes = new LinkedHashMap<>();
        shapes.put("customer.subscription.updated", """
                {"id":"evt_#",@event@,"type":"customer.subscription.updated","data":{"object":@subscription@,
                "previous_attributes":{"metadata":{"~":"~"},"default_payment_method":"~","description":"~"}}}""");
        shapes.put("customer.updated", """
                {"id":"evt_#",@event@,"type":"customer.updated","data":{"object":@customer@,
                "previous_attributes":{"email":"~","address":{"line1":"~","city":"~"},"name":"~"}}}""");
        shapes.put("invoice.finalized", """
                {"id":"evt_#",@event@,"type":"invoice.finalized","data":{"object":@invoice@}}""");
        shapes.put("charge.succeeded", """
                {"id":"evt_#",@event@,"type":"charge.succeeded","data":{"object":{"id":"ch_synthetic","object":"charge","amount":4711,
                "billing_details":{"name":"~","email":"~","phone":"~","address":{"line1":"~","postal_code":"~"}},"description":"~",
                "payment_method":"~","payment_method_details":{"type":"card","card":{"last4":"~","fingerprint":"~","brand":"~","iin":"~",
                "wallet":{"dynamic_last4":"~"}}},"receipt_email":"~","receipt_number":"~","receipt_url":"~","statement_descriptor":"~",
                "outcome":{"seller_message":"~"},"fraud_details":{"~":"~"},"shipping":{"name":"~"},"metadata":{"~":"~"}}}}""");
        shapes.put("charge.dispute.created", """
                {"id":"evt_#",@event@,"type":"charge.dispute.created","data":{"object":{"id":"dp_synthetic","object":"dispute",
                "evidence":{"customer_email_address":"~","customer_name":"~","uncategorized_text":"~","shipping_address":"~"},
                "metadata":{"~":"~"}}}}""");
        shapes.put("v2.core.event", """
                {"id":"evt_#","object":"v2.core.event","type":"v1.customer.subscription.updated","livemode":false,
                "created":"2026-06-01T00:00:00.000Z","context":"~","related_object":{"id":"~","type":"subscription","url":"~"},
                "reason":{"type":"request","request":{"id":"~","idempotency_key":"~"}}}""");
        return shapes;
    }

    private static Map<String, String> xero() {
        Map<String, String> shapes = new LinkedHashMap<>();
        shapes.put("xero.invoice", """
                {"events":[@heard@"eventCategory":"INVOICE","data":{"Type":"~","Status":"~","Reference":"~"}},
                @heard@"eventCategory":"CREDITNOTE","data":{"Type":"~","Status":"~","Contact":{"Name":"~"}}}],@sequence@}""");
        shapes.put("xero.contact", """
                {"events":[@heard@"eventCategory":"CONTACT","data":{"Name":"~","FirstName":"~","LastName":"~","EmailAddress":"~",
                "BankAccountDetails":"~","TaxNumber":"~","Phones":[{"PhoneNumber":"~"}],"Addresses":[{"City":"~"}]}}],@sequence@}""");
        return shapes;
    }

    static Map<String, String> parts() {
        return Map.of(
                "event", """
                "object":"event","api_version":"~","account":"~","created":1772000000,"livemode":false,"pending_webhooks":1,
                "request":{"id":"~","idempotency_key":"~"}""",
                "customer", """
                {"id":"cus_synthetic","object":"customer","name":"~","email":"~","phone":"~","description":"~","balance":0,
                "address":{"line1":"~","line2":"~","city":"~","postal_code":"~","state":"~","country":"~"},
                "shipping":{"name":"~","phone":"~","address":{"line1":"~"}},"tax_ids":{"data":[{"value":"~"}]},"invoice_prefix":"~",
                "invoice_settings":{"footer":"~","custom_fields":[{"name":"~","value":"~"}]},"default_source":"~","metadata":{"~":"~"}}""",
                "subscription", """
                {"id":"sub_synthetic","object":"subscription","status":"active","customer":@customer@,"description":"~",
                "default_payment_method":"~","default_source":"~","latest_invoice":@invoice@,"cancellation_details":{"comment":"~"},
                "items":{"data":[{"id":"si_synthetic","metadata":{"~":"~"},"price":{"id":"price_synthetic","nickname":"~",
                "lookup_key":"~","product":{"id":"prod_synthetic","name":"~","description":"~"},"metadata":{"~":"~"}}}]},
                "discounts":[{"id":"di_synthetic","promotion_code":"~","source":{"coupon":{"id":"~","name":"~"}}}],"metadata":{"~":"~"}}""",
                "invoice", """
                {"id":"in_synthetic","object":"invoice","number":"~","account_name":"~","customer":"~","customer_name":"~",
                "customer_email":"~","customer_phone":"~","customer_address":{"line1":"~"},"customer_shipping":{"name":"~"},
                "customer_tax_ids":[{"value":"~"}],"description":"~","footer":"~","hosted_invoice_url":"~","invoice_pdf":"~",
                "statement_descriptor":"~","custom_fields":[{"name":"~","value":"~"}],
                "lines":{"data":[{"id":"il_synthetic","description":"~","metadata":{"~":"~"}}]},"metadata":{"~":"~"}}""",
                "heard", """
                {"resourceUrl":"https://api.xero.invalid/~","resourceId":"#","tenantId":"#","tenantType":"ORGANISATION",
                "eventType":"UPDATE","eventDateUtc":"2026-03-02T09:30:00.000",""",
                "sequence", """
                "firstEventSequence":1,"lastEventSequence":2,"entropy":"~\"""");
    }
}
