namespace EventAgents.Guard.Protocols;

/// <summary>Tells a member's name that its object had before. Names are compared by keyed hash; see <see cref="Shape.HashOf"/>.</summary>
internal sealed class MemberNames
{
    /// <summary>Up to here looking through the object's names is faster than a set.</summary>
    private const int MaxListed = 64;

    private ulong[] _names = new ulong[128];
    private HashSet<(int Object, ulong Name)>? _many;
    private int _count, _objects;

    /// <summary>Begins an object; the result is handed to <see cref="TryAdd"/> and <see cref="End"/>.</summary>
    public (int Begin, int Id) Begin() => (_count, ++_objects);

    /// <summary>Ends the innermost object.</summary>
    public void End((int Begin, int Id) begun) => _count = begun.Begin;

    /// <summary>Notes a name of the innermost object; false when the object has it already.</summary>
    public bool TryAdd((int Begin, int Id) begun, ulong name)
    {
        var listed = _names.AsSpan(begun.Begin, _count - begun.Begin);
        if (listed.Contains(name)) return false;
        if (listed.Length == MaxListed) return (_many ??= []).Add((begun.Id, name));
        if (_count == _names.Length) Array.Resize(ref _names, 2 * _count);
        _names[_count++] = name;
        return true;
    }
}
