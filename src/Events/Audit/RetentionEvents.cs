namespace EventAgents.Events;

/// <summary>A change of how long a tenant's streams stay open after their end.</summary>
public abstract record RetentionEvent;

/// <summary>What holds from now on, the whole of it.</summary>
/// <param name="DefaultDays">For whatever no class names.</param>
/// <param name="Classes">Days by event type or stream type.</param>
/// <param name="Reason">Why, in the words of whoever changed it.</param>
public sealed record RetentionChanged(int DefaultDays, IReadOnlyDictionary<string, int> Classes, string? Reason) : RetentionEvent;

/// <summary>Something that keeps streams from being archived, however old they are.</summary>
public abstract record LegalHoldEvent;

/// <summary>From now on nothing of this is archived; again, for another reason.</summary>
/// <param name="HeldStreamId">The stream; null for everything that the organisation has.</param>
/// <param name="Reason">Why, in the words of whoever placed it.</param>
public sealed record LegalHoldPlaced(Guid? HeldStreamId, string Reason) : LegalHoldEvent;

/// <summary>The hold is over.</summary>
/// <param name="HeldStreamId">The stream; null for everything that the organisation has.</param>
/// <param name="Reason">Why, in the words of whoever released it.</param>
public sealed record LegalHoldReleased(Guid? HeldStreamId, string Reason) : LegalHoldEvent;
