namespace EventAgents.Pii.Reading;

/// <summary>What a word announces of a value near it ("passport", "IBAN", "born").</summary>
[Flags]
internal enum Cue : ulong
{
    None = 0,
    Card = 1UL << 0,
    Iban = 1UL << 1,
    /// <summary>A bank account, whatever its number looks like.</summary>
    Bank = 1UL << 2,
    /// <summary>The number of a bank or branch: routing, sort code, BLZ.</summary>
    Routing = 1UL << 3,
    Bic = 1UL << 4,
    Ssn = 1UL << 5,
    /// <summary>A tax payer's number, of a person or a company.</summary>
    Tax = 1UL << 6,
    /// <summary>A company's number: registration, VAT.</summary>
    Company = 1UL << 7,
    NationalId = 1UL << 8,
    /// <summary>A patient's, insured person's or practitioner's number.</summary>
    Medical = 1UL << 9,
    Passport = 1UL << 10,
    Licence = 1UL << 11,
    Plate = 1UL << 12,
    Vin = 1UL << 13,
    Imei = 1UL << 14,
    Phone = 1UL << 15,
    Birth = 1UL << 16,
    Age = 1UL << 17,
    Password = 1UL << 18,
    Secret = 1UL << 19,
    User = 1UL << 20,
    Address = 1UL << 21,
    Crypto = 1UL << 22,
    /// <summary>A release of software: what follows is no IP address.</summary>
    Version = 1UL << 23,
    /// <summary>An employee's, case's, contract's or similar number.</summary>
    Code = 1UL << 24,
    /// <summary>A number of goods or machines (order, tracking, serial, SKU): what follows is rarely personal.</summary>
    Goods = 1UL << 25,
    Date = 1UL << 26,
    /// <summary>Words between a label and its value: "number", "no", "id", "is".</summary>
    Filler = 1UL << 27,
    /// <summary>A month's name.</summary>
    Month = 1UL << 28,
    /// <summary>"id": a person's number, unless goods are named beside it.</summary>
    Id = 1UL << 29,
    /// <summary>A customer's order, parcel or transaction: its number leads to the person where it is called a number.</summary>
    Order = 1UL << 30,
    /// <summary>A word that ends a phrase in the table; the words before it matter.</summary>
    EndsPhrase = 1UL << 63,
}
