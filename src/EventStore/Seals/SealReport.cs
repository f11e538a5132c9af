namespace EventAgents.EventStore;

/// <summary>What verifying the seals found.</summary>
/// <param name="Seals">How many seals hold.</param>
/// <param name="Events">How many events they hold.</param>
/// <param name="SealedTo">The last position that is proven.</param>
/// <param name="Unsealed">How many events are too new for a seal.</param>
/// <param name="Fault">The first thing that is not as it was; null when everything is.</param>
public sealed record SealReport(long Seals, long Events, long SealedTo, long Unsealed, SealFault? Fault);

/// <summary>The first place where log and seals do not fit together.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Position">The event, or where the broken seal's range begins.</param>
/// <param name="SealNumber">The seal that tells it; null behind the last one.</param>
public sealed record SealFault(SealFaultKind Kind, long Position, long? SealNumber)
{
    /// <summary>The fault in a sentence.</summary>
    public override string ToString() => Kind switch
    {
        SealFaultKind.EventAltered => $"The event at position {Position} was altered (seal {SealNumber}).",
        SealFaultKind.EventMissing => $"The event at position {Position} is missing (seal {SealNumber}).",
        SealFaultKind.EventAdded => $"The event at position {Position} was added later (seal {SealNumber}).",
        SealFaultKind.SealAltered => $"Seal {SealNumber} was altered: its signature does not fit; events from position {Position} on are not proven.",
        SealFaultKind.SealMissing => $"Seal {SealNumber} is missing; events from position {Position} on are not proven.",
        SealFaultKind.SealReplaced => $"Seal {SealNumber} is not the one that was known before; events from position {Position} on are not proven.",
        SealFaultKind.KeyUnknown => $"Seal {SealNumber} was made with a key that is not trusted; events from position {Position} on are not proven.",
        SealFaultKind.NotSealed => $"The event at position {Position} should have been sealed by now: no host seals, or the seal was removed.",
        _ => Kind.ToString(),
    };
}

/// <summary>What can be wrong with a sealed log.</summary>
public enum SealFaultKind
{
    /// <summary>An event is not what was sealed.</summary>
    EventAltered,

    /// <summary>A sealed event is gone.</summary>
    EventMissing,

    /// <summary>An event stands where there was none when the range was sealed.</summary>
    EventAdded,

    /// <summary>A seal says something else than what was signed.</summary>
    SealAltered,

    /// <summary>A number is left out, or the chain ends before a seal that is known.</summary>
    SealMissing,

    /// <summary>The seal is signed, but it is not the known one of this number, or does not follow the one before it.</summary>
    SealReplaced,

    /// <summary>No trusted key made the seal.</summary>
    KeyUnknown,

    /// <summary>Events have been waiting for a seal for too long.</summary>
    NotSealed,
}

/// <summary>How far a verification is.</summary>
/// <param name="Position">The last position that holds.</param>
/// <param name="Target">The position where it will be done.</param>
public readonly record struct SealProgress(long Position, long Target);

/// <summary>A seal that is known from elsewhere: a host's own memory, an export.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Its hash.</param>
public sealed record KnownSeal(long Number, byte[] Hash);
