namespace EventAgents.Pii.Structure;

/// <summary>What a field's name says of its value, and how much the value must look the part.</summary>
internal enum FieldKind : byte
{
    None,
    Person,
    /// <summary>A first or last name alone.</summary>
    PartOfName,
    Address,
    /// <summary>A postcode or a house number, beside other parts of an address.</summary>
    Postcode,
    Location,
    Organization,
    Birth,
    Date,
    Age,
    Nrp,
    Email,
    Phone,
    Url,
    Ip,
    Card,
    Iban,
    Bank,
    Ssn,
    Passport,
    Licence,
    NationalId,
    Medical,
    User,
    Password,
    /// <summary>A key or token; the value must look random.</summary>
    Secret,
    /// <summary>A name that ends in "key" or "token" and may be anything; the value must look very random.</summary>
    MaybeSecret,
    Crypto,
    Vehicle,
    Code,
    /// <summary>A list of names or accounts.</summary>
    People,
    /// <summary>The name says that the value is not personal (file_name, product name).</summary>
    Harmless,
}
