namespace EventAgents.Guard.Protocols;

/// <summary>Tells a member's name that its object had before. Names are compared by keyed hash; see <see cref="Shape.HashOf"/>.</summary>
internal sealed class MemberNames
{
    /// <summary>Up to here looking through the object's names is faster than a set.</summary>
    private const int MaxListed = 64;

    private ulong[] _names = new ulong[128];
    private readonly HashSet<(int Object, ulong Name)> _many = [];
    private int _count;

    /// <summary>Begins an object; the result is handed to <see cref="Add"/> and <see cref="End"/>.</summary>
    public int Begin() => _count;

    /// <summary>Forgets the object's names.</summary>
    public void End(int begin)
    {
        if (_count - begin > MaxListed) _many.RemoveWhere(n => n.Object == begin);
        _count = begin;
    }

    public void Clear()
    {
        _count = 0;
        _many.Clear();
    }

    /// <summary>Notes a name.</summary>
    /// <returns>False when the object has it already.</returns>
    public bool Add(int begin, ulong name)
    {
        var listed = _names.AsSpan(begin, Math.Min(_count - begin, MaxListed));
        if (listed.Contains(name)) return false;
        if (_count - begin >= MaxListed && !_many.Add((begin, name))) return false;
        if (_count == _names.Length) Array.Resize(ref _names, 2 * _count);
        _names[_count++] = name;
        return true;
    }
}
