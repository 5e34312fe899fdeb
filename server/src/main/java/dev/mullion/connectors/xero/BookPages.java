package dev.mullion.connectors.xero;

import dev.mullion.connectors.projection.Parsers;
import java.util.List;

/** Every list of the books that is read, in the order in which they are. */
final class BookPages {

    /** Property names of the lists; a name that is missing costs a copy of the parser's table for that body. */
    private static final String NAMES = """
            Id Status ProviderName DateTimeUTC pagination page pageSize pageCount itemCount Invoices CreditNotes Payments
            Overpayments Prepayments Type InvoiceID InvoiceNumber Reference AmountDue AmountPaid AmountCredited
            SentToContact CurrencyRate HasErrors IsDiscounted HasAttachments RepeatingInvoiceID Contact ContactID
            ContactNumber ContactStatus Name FirstName LastName EmailAddress BankAccountDetails Addresses Phones
            ContactGroups ContactPersons HasValidationErrors DateString Date DueDateString DueDate LineAmountTypes
            LineItems SubTotal TotalTax Total UpdatedDateUTC UpdatedDateUTCString CurrencyCode FullyPaidOnDate
            ExpectedPaymentDate PlannedPaymentDate CreditNoteID CreditNoteNumber ID RemainingCredit Allocations
            OverpaymentID PrepaymentID AppliedAmount PaymentID BatchPaymentID BatchPayment Account AccountID Code
            TotalAmount IsReconciled BankAmount Amount PaymentType HasAccount Invoice Url BrandingThemeID CISDeduction
            Attachments AttachmentID FileName MimeType ContentLength AddressType City Region PostalCode Country
            AttentionTo AddressLine1 AddressLine2 AddressLine3 AddressLine4 PhoneType PhoneNumber PhoneAreaCode
            PhoneCountryCode ContactGroupID Contacts IsSupplier IsCustomer SalesTrackingCategories
            PurchasesTrackingCategories IncludeInEmails ItemCode Description UnitAmount TaxType TaxAmount LineAmount
            AccountCode Tracking Quantity LineItemID ValidationErrors StatusAttributeString Message SalesDefaultLineAmountType
            PurchasesDefaultLineAmountType Organisations APIKey LegalName PaysTax Version OrganisationType BaseCurrency
            CountryCode IsDemoCompany OrganisationStatus TaxNumber FinancialYearEndDay FinancialYearEndMonth SalesTaxBasis
            SalesTaxPeriod DefaultSalesTax DefaultPurchasesTax PeriodLockDate EndOfYearLockDate CreatedDateUTC
            OrganisationEntityType Timezone ShortCode OrganisationID Edition Class ExternalLinks PaymentTerms""";

    private BookPages() {}

    static List<String> names() {
        return List.of(NAMES.split("\\s+"));
    }

    static List<BookPage> all(Parsers parsers) {
        return List.of(
                new InvoicePage(parsers),
                new CreditPage(CreditPage.Form.CREDIT_NOTES, parsers),
                new PaymentPage(parsers),
                new CreditPage(CreditPage.Form.OVERPAYMENTS, parsers),
                new CreditPage(CreditPage.Form.PREPAYMENTS, parsers));
    }
}
