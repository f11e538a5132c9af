namespace EventAgents.Pii;

/// <summary>What a piece of text gives away. The names on the wire are the members in upper snake case: <c>CREDIT_CARD</c>.</summary>
public enum EntityType : byte
{
    /// <summary>A person's name, or a part of it; titles stay outside.</summary>
    Person,
    /// <summary>A country, region, city or place.</summary>
    Location,
    /// <summary>A postal address or the street part of one.</summary>
    Address,
    /// <summary>A company, authority, club or institution.</summary>
    Organization,
    /// <summary>A date or a time that is nobody's birthday.</summary>
    DateTime,
    /// <summary>The day somebody was born.</summary>
    DateOfBirth,
    /// <summary>Somebody's age.</summary>
    Age,
    /// <summary>Nationality, religious or political group.</summary>
    Nrp,
    /// <summary>An e-mail address.</summary>
    Email,
    /// <summary>A telephone or fax number.</summary>
    Phone,
    /// <summary>A web address that identifies somebody or carries a secret.</summary>
    Url,
    /// <summary>An IPv4 or IPv6 address.</summary>
    Ip,
    /// <summary>A payment card number.</summary>
    CreditCard,
    /// <summary>An international bank account number, ISO 13616.</summary>
    Iban,
    /// <summary>A bank account number of another kind, or a BIC.</summary>
    BankAccount,
    /// <summary>A social security number of the United States.</summary>
    UsSsn,
    /// <summary>A passport number.</summary>
    Passport,
    /// <summary>A driving licence number.</summary>
    DriverLicense,
    /// <summary>A citizen's, tax payer's or insured person's number of any country.</summary>
    NationalId,
    /// <summary>A patient's, practitioner's or health insurance number.</summary>
    MedicalId,
    /// <summary>An account name or handle.</summary>
    Username,
    /// <summary>A password or pass phrase.</summary>
    Password,
    /// <summary>A key, token or other machine secret.</summary>
    ApiKey,
    /// <summary>An address of a cryptocurrency.</summary>
    Crypto,
    /// <summary>A vehicle identification number or number plate.</summary>
    VehicleId,
    /// <summary>An employee, case, contract, company or similar number.</summary>
    Code,
    /// <summary>What a tenant's own recognizer found; its name is the recognizer's.</summary>
    Custom,
}
