namespace EventAgents.Projections;

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Limit">At most so many items, 1 to 100.</param>
/// <param name="Cursor">Where the page before ended; null for the first page.</param>
public sealed record PageRequest(int Limit = PageRequest.DefaultLimit, string? Cursor = null)
{
    /// <summary>How many items a page has when nobody says otherwise.</summary>
    public const int DefaultLimit = 20;

    /// <summary>How many items a page has at most.</summary>
    public const int MaxLimit = 100;
}

/// <summary>A part of a list, newest first.</summary>
/// <param name="Items">The items.</param>
/// <param name="NextCursor">Where the next page begins; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>A cursor was not made by this list with these filters.</summary>
public sealed class InvalidCursorException() : Exception("The cursor does not belong to this list with these filters.");
