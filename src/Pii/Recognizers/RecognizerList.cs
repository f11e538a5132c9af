using EventAgents.Pii.Structure;

namespace EventAgents.Pii.Recognizers;

/// <summary>Every recognizer.</summary>
internal static class RecognizerList
{
    /// <summary>Numbers by table. The order of the tables matters where two rules fit the same bare number: the less likely chance first.</summary>
    public static Identifiers Identifiers { get; } =
        new(NorthAndEastEuropeanIds.Rules, AsianAndAfricanIds.Rules, WestEuropeanIds.Rules, BritishAndPacificIds.Rules, AmericanIds.Rules);

    public static IReadOnlyList<Recognizer> All { get; } =
    [
        new EmailAddress(),
        Identifiers,
        new PaymentCard(),
        new Iban(),
        new NetworkAddress(),
        new CryptoAddress(),
        new PhoneNumber(),
        new Vehicle(),
        new ApiKey(),
        new TokenForms(),
        new Fields(),
        new Tables(),
        new LabelledNumber(),
        new AccountPair(),
        new NumberSign(),
        new PrefixedNumber(),
        new DateOrTime(),
        new Age(),
        new PostalAddress(),
        new WebAddress(),
        new Handle(),
        new HomeFolder(),
        new AccountLog(),
        new DatabaseAccount(),
        new SpokenAccount(),
        new CommandLogin(),
        new SpokenSecret(),
        new SpokenCode(),
        new CredentialPair(),
        new Nationality(),
        new IntroducedName(),
        new HonouredName(),
        new FirmName(),
    ];
}
