namespace EventAgents.Guard.Masking;

/// <summary>A few items found by four bytes of each; of those that share them the longest comes first. Built for every request, so it is two arrays.</summary>
internal sealed class KeyTable<T>
{
    private readonly uint[] _keys;
    private readonly T[] _items;

    /// <param name="items">The items; the table takes them over and sorts them.</param>
    /// <param name="keyOf">An item's four bytes.</param>
    /// <param name="lengthOf">An item's length.</param>
    public KeyTable(T[] items, Func<T, uint> keyOf, Func<T, int> lengthOf)
    {
        _items = items;
        Array.Sort(_items, (a, b) => keyOf(a) != keyOf(b) ? keyOf(a).CompareTo(keyOf(b)) : lengthOf(b).CompareTo(lengthOf(a)));
        _keys = Array.ConvertAll(_items, item => keyOf(item));
    }

    public T this[int number] => _items[number];

    /// <summary>Numbers of the items with a key: from the first up to, not including, the second.</summary>
    public (int Start, int End) Find(uint key)
    {
        int low = 0, high = _keys.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_keys[middle] < key) low = middle + 1;
            else high = middle;
        }
        while (high < _keys.Length && _keys[high] == key) high++;
        return (low, high);
    }
}
