namespace EventAgents.Host.Auth;

/// <summary>Counts tries to log in: few from one address at one account in a minute, and not many at one account or from one address.</summary>
internal sealed class LoginThrottle(AuthOptions options, TimeProvider clock)
{
    private const int WideFactor = 10;
    private readonly MinuteWindows _tries = new(clock);

    /// <summary>Counts a try.</summary>
    /// <returns>Null when it may go on, else how long to wait.</returns>
    public TimeSpan? Count(string address, string account) =>
        Count($"{address}\n", options.LoginTriesPerMinute * WideFactor)  // first, so that one address cannot make this remember ever more accounts
        ?? Count($"{address}\n{account}", options.LoginTriesPerMinute)
        ?? Count($"\n{account}", options.LoginTriesPerMinute * WideFactor);

    private TimeSpan? Count(string key, int limit)
    {
        var (tries, left) = _tries.Count(key);
        return tries <= limit ? null : left;
    }
}
