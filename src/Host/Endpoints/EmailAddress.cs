namespace EventAgents.Host.Endpoints;

/// <summary>The little that can be said of an address without sending mail to it.</summary>
internal static class EmailAddress
{
    /// <summary>RFC 5321, 4.5.3.1.3: a path has at most 256 characters, two of them brackets.</summary>
    private const int MaxLength = 254;

    /// <summary>What is wrong with it, or null.</summary>
    public static string? FaultOf(string text)
    {
        var address = text.Trim();
        if (address.Length > MaxLength) return $"An address has at most {MaxLength} characters.";
        var at = address.LastIndexOf('@');
        var isAddress = at > 0 && at < address.Length - 1 && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
        return isAddress ? null : "This is no e-mail address.";
    }
}
