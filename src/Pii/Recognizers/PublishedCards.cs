namespace EventAgents.Pii.Recognizers;

/// <summary>Card numbers that the networks and payment providers publish to test with; where a text says so they are nobody's.</summary>
internal static class PublishedCards
{
    /// <summary>Whether the digits are one of them.</summary>
    public static bool IsOne(ReadOnlySpan<char> digits) => digits is "4111111111111111" or "4242424242424242" or "4012888888881881" or "4000056655665556" or "4222222222222" or "4532015112830366"
        or "5555555555554444" or "5105105105105100" or "5200828282828210" or "5500000000000004" or "5454545454545454" or "2223003122003222" or "378282246310005" or "371449635398431" or "340000000000009"
        or "6011111111111117" or "6011000990139424" or "3056930009020004" or "30569309025904" or "36227206271667" or "3530111333300000" or "3566002020360505" or "6200000000000005";
}
